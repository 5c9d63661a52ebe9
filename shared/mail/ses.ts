import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { fromEnvironment } from '../config.ts'
import type { EmailAddress } from '../domain/email-address.ts'

export interface MailSender {
  /** One message to one recipient, so that a complaint names the right person. @throws as SES does */
  send(from: string, to: EmailAddress, message: Buffer): Promise<void>
}

export function sesSender(): MailSender {
  const client = new SESClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
  })
  const ConfigurationSetName = fromEnvironment('configurationSet')
  return {
    async send(Source, to, Data) {
      const Destinations = [to.mailbox()]
      await client.send(
        new SendRawEmailCommand({ Source, Destinations, RawMessage: { Data }, ConfigurationSetName }),
      )
    },
  }
}

const throttling = ['Throttling', 'ThrottlingException', 'TooManyRequestsException']
const outOfOrder = ['AccountSendingPausedException', 'ConfigurationSetSendingPausedException']

/** Whether the same message may well be taken later, and whether all others will be refused until then too. */
export function judge(error: unknown): 'throttled' | 'later' | 'never' {
  if (!(error instanceof SESServiceException)) return 'later'
  if (throttling.includes(error.name) || outOfOrder.includes(error.name)) return 'throttled'
  return error.$fault === 'server' ? 'later' : 'never'
}
