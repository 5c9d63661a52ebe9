import {
  GetSendQuotaCommand,
  type GetSendQuotaCommandOutput,
  SESClient,
  SESServiceException,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses'
import type { EmailAddress } from '../domain/email-address.ts'
import type { SendingQuota } from '../domain/sending-pace.ts'
import { fromEnvironment } from '../lib/environment.ts'
import { errorFields, log } from '../lib/log.ts'
import type { MailKey } from '../store/mail-log.ts'

export interface OutgoingMail extends MailKey {
  readonly from: string
  readonly to: EmailAddress
  readonly message: Buffer
}

export interface MailSender {
  /**
   * One message to one recipient, tagged with the event that owes it: a bounce or complaint names that, and nobody
   * has to know the address again. @throws as SES does
   */
  send(mail: OutgoingMail): Promise<void>
  /** What the account may send; undefined if SES does not say. */
  quota(): Promise<SendingQuota | undefined>
}

/** The names of the tags, which SES repeats in its events. */
export const mailTags = { supporter: 'supporter', sequence: 'sequence' } as const

export function sesSender(): MailSender {
  const client = new SESClient({
    // To ask again without an answer may be to send twice. That is decided where it is counted, not in here.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  })
  const ConfigurationSetName = fromEnvironment('configurationSet')
  return {
    async send({ from, to, message, supporterId, sequence }) {
      await client.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: [to.mailbox()],
          RawMessage: { Data: message },
          ConfigurationSetName,
          Tags: [
            { Name: mailTags.supporter, Value: supporterId },
            { Name: mailTags.sequence, Value: String(sequence) },
          ],
        }),
      )
    },
    async quota() {
      try {
        return toQuota(await client.send(new GetSendQuotaCommand({})))
      } catch (error) {
        log('warn', 'quotaUnknown', errorFields(error))
        return undefined
      }
    },
  }
}

/** SES says -1 where there is no limit for a day. */
function toQuota({ MaxSendRate = 0, Max24HourSend = 0, SentLast24Hours = 0 }: GetSendQuotaCommandOutput) {
  const rate = Math.max(1, MaxSendRate)
  if (Max24HourSend < 0) return { rate }
  return { rate, daily: { most: Max24HourSend, left: Max24HourSend - SentLast24Hours } }
}

/**
 * What a failed sending means. `unanswered`: it may have been sent; `too-fast`: the rate was exceeded, which passes in
 * seconds; `quota`: the day's is used up; `closed`: no mail is taken until somebody mends something; `later`: this one
 * may be; `never`: this one will not, however often it is tried.
 */
export type SesVerdict = 'unanswered' | 'too-fast' | 'quota' | 'closed' | 'later' | 'never'

const throttling = ['Throttling', 'ThrottlingException', 'TooManyRequestsException']
const outOfOrder = ['AccountSendingPausedException', 'ConfigurationSetSendingPausedException', 'AccessDenied']

/** @param domain the sender's: while SES has not verified it, no mail is taken, and all wait */
export function classifySesError(error: unknown, domain: string): SesVerdict {
  if (!(error instanceof SESServiceException)) return 'unanswered'
  if (throttling.includes(error.name)) return /quota/i.test(error.message) ? 'quota' : 'too-fast'
  if (outOfOrder.some((name) => error.name.startsWith(name))) return 'closed'
  if (/not verified/i.test(error.message) && error.message.includes(domain)) return 'closed'
  return error.$fault === 'server' ? 'later' : 'never'
}
