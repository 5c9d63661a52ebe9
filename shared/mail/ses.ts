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
   * Sends one message to one recipient, tagged with the item that owes it, so that bounces and complaints name the
   * item and the address is not needed again. @throws as SES does
   */
  send(mail: OutgoingMail): Promise<void>
  /** Reads the account's sending limits. @returns undefined if SES does not answer */
  quota(): Promise<SendingQuota | undefined>
}

/** The names of the tags that SES repeats in its events. */
export const mailTags = { supporter: 'supporter', sequence: 'sequence' } as const

export function sesSender(): MailSender {
  const client = new SESClient({
    // A retry after no answer could send the mail twice, so the mail log decides about it.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 2000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
      // A kept connection dies while the sandbox sleeps. The reset looks like no answer, which costs half a minute and one
      // of three tries; a new connection costs milliseconds, and the mails of a batch share none anyway.
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
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

/** Converts SES's answer, in which a daily limit of -1 means none. */
function toQuota({ MaxSendRate = 0, Max24HourSend = 0, SentLast24Hours = 0 }: GetSendQuotaCommandOutput) {
  const rate = Math.max(1, MaxSendRate)
  if (Max24HourSend < 0) return { rate }
  return { rate, daily: { most: Max24HourSend, left: Max24HourSend - SentLast24Hours } }
}

/**
 * Why SES did not confirm a mail. `no-answer`: the mail may have been sent; `rate-exceeded`: passes within seconds;
 * `quota-exceeded`: the daily quota is used up; `sending-disabled`: SES takes no mail from this account until an engineer
 * acts; `temporary-failure`: another attempt may succeed; `rejected`: no attempt will succeed.
 */
export type SesFailure =
  | 'no-answer'
  | 'rate-exceeded'
  | 'quota-exceeded'
  | 'sending-disabled'
  | 'temporary-failure'
  | 'rejected'

const throttling = ['Throttling', 'ThrottlingException', 'TooManyRequestsException']
const disabled = ['AccountSendingPausedException', 'ConfigurationSetSendingPausedException', 'AccessDenied']

/**
 * Classifies an error of SES by its meaning for the mail.
 * @param domain the sender's domain, without whose verification SES takes no mail at all
 */
export function classifySesError(error: unknown, domain: string): SesFailure {
  if (!(error instanceof SESServiceException)) return 'no-answer'
  if (throttling.includes(error.name))
    return /quota/i.test(error.message) ? 'quota-exceeded' : 'rate-exceeded'
  if (disabled.some((name) => error.name.startsWith(name))) return 'sending-disabled'
  if (/not verified/i.test(error.message) && error.message.includes(domain)) return 'sending-disabled'
  return error.$fault === 'server' ? 'temporary-failure' : 'rejected'
}
