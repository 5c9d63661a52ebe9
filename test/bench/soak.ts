/**
 * `npm run soak`: sends ten thousand mails through the local stack at fifty a second, while SES throttles and senders
 * crash at random. Prints what happened to them; exits with 1 if a mail was lost or was sent twice without a crash to
 * explain it, or if any second had too many. Takes about four minutes; `--mails` and `--rate` make it shorter.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Template } from '../../infra/local/emulator/template/deployment.ts'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { limitSending, waitingIn } from '../support/sending.ts'
import { startBusyStack } from './busy-stack.ts'
import { progress } from './report.ts'
import { type Acceptance, type Death, report, type SoakResult } from './soak-report.ts'
import { seedSignUps } from './soak-seed.ts'

const { values } = parseArgs({
  options: { mails: { type: 'string', default: '10000' }, rate: { type: 'string', default: '50' } },
})
const mails = Number(values.mails)
const rate = Number(values.rate)

/** The chances for each call of a sender to SES: of being throttled, and of crashing just before or just after. */
const chances = { throttled: 0.01, dies: 0.001 }

const scratch = mkdtempSync(join(tmpdir(), 'supporter-soak-'))
const stack = await startBusyStack(scratch, { transform: sendingOnly })
try {
  process.exitCode = report(await soak(stack)) ? 0 : 1
} finally {
  await stack.stop()
  rmSync(scratch, { recursive: true, force: true })
}

/**
 * Keeps only the parts that send mail: recording ten thousand deliveries, and more readers of so long a stream, would
 * take much of this machine's time.
 */
function sendingOnly(template: Template): Template {
  const kept = Object.entries(template.Resources).filter(
    ([id, { Type }]) =>
      Type !== 'AWS::SES::ConfigurationSetEventDestination' &&
      (Type !== 'AWS::Lambda::EventSourceMapping' || id.startsWith('Outbox')),
  )
  return { ...template, Resources: Object.fromEntries(kept) }
}

async function soak(stack: LocalStack): Promise<SoakResult> {
  const release = holdStream(stack)
  progress(`Signing up ${mails} people …`)
  const people = await seedSignUps(stack, mails)
  await limitSending(stack, { maxSendRate: rate, max24HourSend: 10 * mails })
  const watched = watch(stack)
  progress('Sending …')
  release()
  await untilSent(stack, watched.accepted, people)
  const deaths = [...watched.deaths, ...timeouts(stack)]
  return {
    ...watched,
    deaths,
    people,
    rate,
    logs: stack.logs,
    left: leftOver(stack),
    throttled: watched.throttled(),
  }
}

/** Holds the stream back until all events are there, so that only the senders determine the rate. */
function holdStream({ faults }: LocalStack): () => void {
  return faults.inject({
    functionName: 'EnqueueWork',
    service: 'sqs',
    kind: 'error',
    code: 'ServiceUnavailable',
    status: 503,
    times: Number.POSITIVE_INFINITY,
  })
}

/** Lists the senders that the platform ended because they took too long. */
function timeouts({ logs }: LocalStack): Death[] {
  return logs.flatMap((line) => {
    const [, at] = /^(\S+Z) \S+ Task timed out/.exec(line) ?? []
    return at ? [{ at: Date.parse(at), session: '' }] : []
  })
}

function watch({ mailbox, aws, faults }: LocalStack) {
  const accepted: Acceptance[] = []
  const deaths: Death[] = []
  let throttled = 0
  mailbox.onChange(() => {
    const mail = mailbox.messages[0]
    if (mail) accepted.push({ to: mail.to, at: Date.parse(mail.receivedAt) })
  })
  aws.onCrash(({ session = '' }) => deaths.push({ at: Date.now(), session }))
  const always = { functionName: 'SendMail', times: Number.POSITIVE_INFINITY }
  const sending = { ...always, service: 'ses', operation: 'SendRawEmail' }
  faults.inject({ ...sending, kind: 'crashBefore', chance: chances.dies / 2 })
  faults.inject({ ...sending, kind: 'crashAfter', chance: chances.dies / 2 })
  faults.inject({ ...always, service: 'dynamodb', kind: 'crashAfter', chance: chances.dies / 8 })
  faults.inject({
    ...sending,
    kind: 'error',
    code: 'Throttling',
    chance: chances.throttled,
    details: () => {
      throttled += 1
      return { message: 'Maximum sending rate exceeded.' }
    },
  })
  return { accepted, deaths, throttled: () => throttled }
}

async function untilSent(
  stack: LocalStack,
  accepted: readonly Acceptance[],
  people: ReadonlyMap<string, string>,
): Promise<void> {
  const patience = (mails / rate) * 3000 + 180_000
  const begun = Date.now()
  let reported = 0
  while (Date.now() - begun < patience) {
    await sleep(1000)
    const reached = new Set(accepted.map(({ to }) => to)).size
    if (Math.floor((10 * reached) / people.size) > reported) {
      reported = Math.floor((10 * reached) / people.size)
      progress(`  ${reached} of ${people.size} after ${Math.round((Date.now() - begun) / 1000)} s`)
    }
    if (reached === people.size && leftOver(stack) === 0) return
  }
}

function leftOver(stack: LocalStack): number {
  return waitingIn(stack, 'OutboxConfirmations').length
}
