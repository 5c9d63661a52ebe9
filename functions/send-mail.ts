import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Priority } from '../shared/domain/sending-pace.ts'
import { fromEnvironment, nameServers } from '../shared/lib/environment.ts'
import { errorFields, log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { postpone, queueClient, sourceOf } from '../shared/lib/queues.ts'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { deployedBrake } from '../shared/mail/brake.ts'
import { deadLetterQueue } from '../shared/mail/dead-letter-queue.ts'
import { type DeliverDependencies, deliverMail, giveUpMail } from '../shared/mail/deliver-mail.ts'
import { isKnownKind, priorityOf } from '../shared/mail/kinds.ts'
import { mailDomains } from '../shared/mail/mail-domain.ts'
import { parseOwedMail } from '../shared/mail/owed-mail.ts'
import { type DelayReason, retryDelay } from '../shared/mail/retry-delay.ts'
import { type SendingTurns, sendingTurns } from '../shared/mail/sending-turns.ts'
import { sesSender } from '../shared/mail/ses.ts'
import { runtime } from '../shared/runtime.ts'
import { LedgerItemRefused } from '../shared/store/ledger-item.ts'
import { type MailKey, mailLog } from '../shared/store/mail-log.ts'
import { type MailOwingItem, mailOwingItem } from '../shared/store/owing-event.ts'
import { sharedPace } from '../shared/store/sending-pace.ts'

export interface SendDependencies extends DeliverDependencies {
  readonly owing: (mail: MailKey) => Promise<MailOwingItem | undefined>
  readonly postpone: (record: SQSRecord, seconds: number) => Promise<void>
}

/** Milliseconds for which an invocation waits for turns: the last turn, and SES's answer, come before its timeout. */
const patience = 6000

const day = 24 * 60 * 60 * 1000
/** Milliseconds after which a mail is given up: before its queue would silently drop it, at two weeks. */
const maxWait = 10 * day
/**
 * The same for a kind that this version does not know: a deployment takes minutes, and a rolled-back one needs an
 * alarm.
 */
const maxWaitOfUnknownKind = day

/** Sends the mails of a batch, separately and all at once. A mail that cannot be sent now is retried after a pause. */
export async function sendMails(deps: SendDependencies, event: SQSEvent): Promise<SQSBatchResponse> {
  const turns = { first: sendingTurns(deps, 'first', patience), rest: sendingTurns(deps, 'rest', patience) }
  return processSqsBatch(event, {
    atOnce: event.Records.length,
    failure: 'mailDelayed',
    handle: async (record) => {
      const delayed = await send(deps, record, turns)
      if (!delayed) return undefined
      await scheduleRetry(deps, record, delayed)
      return 'retry'
    },
  })
}

export const handler = (event: SQSEvent) => sendMails(dependencies, event)

/**
 * Sends or gives up one mail.
 * @returns undefined if the mail is done, sent or not
 */
async function send(
  deps: SendDependencies,
  record: SQSRecord,
  turns: Record<Priority, SendingTurns>,
): Promise<DelayedMail | undefined> {
  let priority: Priority = 'rest'
  try {
    const item = await deps.owing(parseOwedMail(record.body))
    if (!item?.mail) return undefined
    priority = priorityOf(item.mail)
    const limit = isKnownKind(item.mail) ? maxWait : maxWaitOfUnknownKind
    const delivery = isOlderThan(limit, deps, record)
      ? await giveUpMail(deps, item)
      : await deliverMail(deps, item, turns[priority])
    return delivery === 'done' ? undefined : { ...delivery, priority }
  } catch (error) {
    if (error instanceof LedgerItemRefused) return waitForReader(deps, record, error)
    log('error', 'sendingFailed', { because: 'temporary-failure', ...errorFields(error) })
    return { because: 'temporary-failure', priority }
  }
}

/** Delays a mail whose item this version cannot read: as with an unknown kind, a newer version may have written it. */
async function waitForReader(
  deps: SendDependencies,
  record: SQSRecord,
  error: LedgerItemRefused,
): Promise<DelayedMail | undefined> {
  log('error', 'mailDelayed', { because: 'unknown-kind', ...errorFields(error) })
  if (!isOlderThan(maxWaitOfUnknownKind, deps, record)) return { because: 'unknown-kind', priority: 'rest' }
  await giveUpMail(deps, parseOwedMail(record.body))
  return undefined
}

const isOlderThan = (limit: number, { clock }: Pick<SendDependencies, 'clock'>, { attributes }: SQSRecord) =>
  clock() - Number(attributes.SentTimestamp) > limit

interface DelayedMail {
  readonly because: DelayReason
  readonly priority: Priority
}

/** Delays the next attempt. If this fails, SQS delivers the message again after its visibility timeout. */
async function scheduleRetry(deps: SendDependencies, record: SQSRecord, delayed: DelayedMail): Promise<void> {
  const attempt = Number(record.attributes.ApproximateReceiveCount)
  const delay = retryDelay(delayed.because, { priority: delayed.priority, attempt })
  await deps
    .postpone(record, Math.ceil(delay / 1000))
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
  brake: once(() => deployedBrake(runtime)),
  domains: once(() => mailDomains(runtime.clock, nameServers())),
}
