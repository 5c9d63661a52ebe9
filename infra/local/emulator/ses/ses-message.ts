import { simpleParser } from 'mailparser'
import { AwsError, type Json } from '../endpoint/call.ts'

/** A raw message with the parts that SES reads from it. */
export interface OutgoingMail {
  /** The address in the From header. */
  from: string
  fromName: string
  /** The envelope's sender. */
  source: string
  recipients: string[]
  subject: string
  configurationSet?: string
  tags: Record<string, string>
  headers: RawHeader[]
  body: Buffer
}

export interface RawHeader {
  name: string
  /** Unfolded. */
  value: string
  /** As written, without the line's end. */
  line: string
}

/** Reads a raw message. @throws AwsError for a message that SES would refuse */
export async function readOutgoing(input: Json): Promise<OutgoingMail> {
  const raw = Buffer.from(String(input.RawMessage?.Data ?? ''), 'base64')
  const { headers, body } = splitMessage(raw)
  assertHeaders(headers)
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true })
  const sender = parsed.from?.value[0]
  const from = sender?.address ?? ''
  const addressed = [parsed.to, parsed.cc, parsed.bcc].flat().flatMap((field) => field?.value ?? [])
  const recipients: string[] = input.Destinations ?? addressed.map(({ address }) => address ?? '')
  const configurationSet = input.ConfigurationSetName ?? headerOf(headers, 'x-ses-configuration-set')
  return {
    from,
    fromName: sender?.name ?? '',
    source: bareAddress(input.Source ?? headerOf(headers, 'return-path') ?? from),
    recipients: recipients.map(bareAddress),
    subject: parsed.subject ?? '',
    ...(configurationSet === undefined ? {} : { configurationSet }),
    // SES takes the tags from one place only: the parameter, else the header.
    tags: input.Tags ? tagsOf(input.Tags) : headerTags(headerOf(headers, 'x-ses-message-tags')),
    headers,
    body,
  }
}

/** Returns the message as SES sends it: with SES's Message-ID and Date, and without its instructions and Bcc. */
export function asSent(mail: OutgoingMail, messageId: string, region: string, now: Date): Buffer {
  const removed = /^(message-id|date|bcc|return-path|x-ses-configuration-set|x-ses-message-tags)$/i
  const kept = mail.headers.filter(({ name }) => !removed.test(name)).map(({ line }) => line)
  const own = [
    `Message-ID: <${messageId}@${region}.amazonses.com>`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `X-SES-Outgoing: ${now.toISOString().slice(0, 10).replaceAll('-', '.')}-127.0.0.1`,
  ]
  return Buffer.concat([Buffer.from(`${[...kept, ...own].join('\r\n')}\r\n\r\n`, 'latin1'), mail.body])
}

function splitMessage(raw: Buffer): { headers: RawHeader[]; body: Buffer } {
  const text = raw.toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)
  const head = end ? text.slice(0, end.index) : text
  const body = end ? raw.subarray(end.index + end[0].length) : Buffer.alloc(0)
  const headers = head.split(/\r?\n(?![ \t])/).map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new AwsError('InvalidParameterValue', 'Invalid header: a header line has no name')
    const value = line
      .slice(colon + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim()
    return { name: line.slice(0, colon), value, line }
  })
  return { headers, body }
}

const once = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'message-id',
  'date',
  'return-path',
])

function assertHeaders(headers: RawHeader[]): void {
  const seen = new Set<string>()
  for (const { name, line } of headers) {
    const lower = name.toLowerCase()
    if (once.has(lower) && seen.has(lower))
      throw new AwsError('InvalidParameterValue', `Duplicate header '${name}'.`)
    seen.add(lower)
    if (/[^\t\n\r -~]/.test(line))
      throw new AwsError(
        'InvalidParameterValue',
        `Header contains characters that are not 7-bit ASCII: '${name}'.`,
      )
    if (line.split(/\r?\n/).some((physical) => physical.length > 998))
      throw new AwsError('InvalidParameterValue', `Header line is longer than 998 characters: '${name}'.`)
  }
  if (!seen.has('from')) throw new AwsError('InvalidParameterValue', "Missing required header 'From'.")
}

function headerOf(headers: RawHeader[], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value
}

function bareAddress(address: string): string {
  return /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim()
}

function tagsOf(tags: { Name?: string; Value?: string }[]): Record<string, string> {
  const read = tags.map(({ Name = '', Value = '' }) => [Name, Value] as const)
  for (const [name, value] of read) {
    if (!/^[\w-]{1,256}$/.test(name) || !/^[\w.@-]{1,256}$/.test(value))
      throw new AwsError('InvalidParameterValue', `Invalid tag: <${name}>, <${value}>.`)
  }
  return Object.fromEntries(read)
}

function headerTags(header = ''): Record<string, string> {
  const pairs = header.split(',').filter((pair) => pair.trim() !== '')
  return tagsOf(
    pairs.map((pair) => {
      const [Name = '', Value = ''] = pair.split('=').map((part) => part.trim())
      return { Name, Value }
    }),
  )
}
