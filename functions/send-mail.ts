import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Priority } from '../shared/domain/sending-pace.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { errorFields, log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { postpone, queueClient, sourceOf } from '../shared/lib/queues.ts'
import { deadLetterQueue } from '../shared/mail/dead-letters.ts'
import { abandonMail, type DeliverDependencies, deliver } from '../shared/mail/deliver.ts'
import { parseOwed, priorityOf } from '../shared/mail/owed.ts'
import { type DelayReason, retryAfter } from '../shared/mail/retry-after.ts'
import { type SendingTurns, sendingTurns } from '../shared/mail/sending-turns.ts'
import { sesSender } from '../shared/mail/ses.ts'
import { runtime } from '../shared/runtime.ts'
import { type MailKey, mailLog } from '../shared/store/mail-log.ts'
import { type MailOwingItem, mailOwingItem } from '../shared/store/owing-event.ts'
import { sharedPace } from '../shared/store/sending-pace.ts'

export interface SendDependencies extends DeliverDependencies {
  readonly owing: (mail: MailKey) => Promise<MailOwingItem | undefined>
  readonly postpone: (record: SQSRecord, seconds: number) => Promise<void>
}

/** Milliseconds in which an invocation asks for turns: the last turn, and SES's answer, come before its timeout. */
const patience = 6000

/** A queue forgets without a word what is two weeks old: before that, a mail is given up. */
const waitsAtMost = 10 * 24 * 60 * 60 * 1000

/** Sends the mails of a batch, each for itself. What cannot be sent now comes again when it is worth trying. */
export async function sendMails(deps: SendDependencies, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const shared = { first: sendingTurns(deps, 'first', patience), rest: sendingTurns(deps, 'rest', patience) }
  const waiting = await Promise.all(
    Records.map(async (record) => {
      const delay = await delayOf(deps, record, shared)
      if (delay) await comeAgain(deps, record, delay)
      return delay ? [{ itemIdentifier: record.messageId }] : []
    }),
  )
  return { batchItemFailures: waiting.flat() }
}

export const handler = (event: SQSEvent) => sendMails(dependencies, event)

/** @returns what the mail waits for, if it has to */
async function delayOf(
  deps: SendDependencies,
  record: SQSRecord,
  shared: Record<Priority, SendingTurns>,
): Promise<DelayedMail | undefined> {
  let priority: Priority = 'rest'
  try {
    const event = await deps.owing(parseOwed(record.body))
    if (!event) return undefined
    priority = priorityOf(event.mail)
    const isTooOld = deps.clock() - Number(record.attributes.SentTimestamp) > waitsAtMost
    const delivery = isTooOld ? await abandonMail(deps, event) : await deliver(deps, event, shared[priority])
    return delivery === 'done' ? undefined : { ...delivery, priority }
  } catch (error) {
    log('error', 'mailDelayed', { because: 'later', ...errorFields(error) })
    return { because: 'later', priority }
  }
}

interface DelayedMail {
  readonly because: DelayReason
  readonly priority: Priority
}

/** If this fails the mail comes again all the same, when the queue thinks that its receiver has died. */
async function comeAgain(deps: SendDependencies, record: SQSRecord, delayed: DelayedMail): Promise<void> {
  const attempt = Number(record.attributes.ApproximateReceiveCount)
  const pause = retryAfter(delayed.because, { priority: delayed.priority, attempt })
  await deps
    .postpone(record, Math.ceil(pause / 1000))
    .catch((error) => log('warn', 'mailDelayed', errorFields(error)))
}

const client = once(queueClient)

const dependencies: SendDependencies = {
  ...runtime,
  owing: (mail) => mailOwingItem(runtime.dynamoDb(), fromEnvironment('ledgerTable'), mail),
  postpone: (record, seconds) => {
    const { receiptHandle } = record
    const queues = [fromEnvironment('firstMailQueue'), fromEnvironment('mailQueue')]
    return postpone(client(), sourceOf(record, queues), { receiptHandle, seconds })
  },
  mailLog: once(() => mailLog(runtime.dynamoDb(), fromEnvironment('supportersTable'))),
  sender: once(sesSender),
  pace: once(() =>
    sharedPace({
      client: runtime.dynamoDb(),
      table: fromEnvironment('supportersTable'),
      clock: runtime.clock,
      readQuota: () => dependencies.sender().quota(),
    }),
  ),
  deadLetters: once(deadLetterQueue),
}
