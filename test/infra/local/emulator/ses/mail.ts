import { SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses'
import type { Stack } from '../endpoint/support.ts'

interface RawMail {
  from?: string
  to?: string
  subject?: string
  headers?: string[]
}

export function rawMail({ from, to, subject, headers = [] }: RawMail = {}): string {
  return [
    `From: ${from ?? 'The Charity <hello@charity.example>'}`,
    `To: ${to ?? 'amina@person.example'}`,
    `Subject: ${subject ?? 'Hello'}`,
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Good day',
  ].join('\r\n')
}

export function send(stack: Stack, as: string, raw: string, more: Partial<SendRawEmailCommandInput> = {}) {
  return stack.as(as).ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, ...more }))
}
