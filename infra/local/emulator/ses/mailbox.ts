import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'

/** A mail that SES has sent. */
export interface Mail {
  id: string
  /** The recipients' addresses, separated by commas. */
  to: string
  from: string
  subject: string
  /** Unfolded; a repeated header has a list of values. */
  headers: Record<string, string | string[]>
  text: string
  html: string
  /** The whole message, headers first. */
  raw: string
  /** ISO 8601. */
  receivedAt: string
}

interface Envelope {
  id: string
  to: string[]
  receivedAt: string
}

/** Keeps each mail in place of sending it; on disk, a mail is an `.eml` file beside its envelope. */
export class Mailbox {
  #mails: Mail[] = []
  readonly #folder: string | undefined
  readonly #listeners = new Set<() => void>()

  private constructor(folder: string | undefined) {
    this.#folder = folder
  }

  static async open(dataDir?: string): Promise<Mailbox> {
    const folder = dataDir === undefined ? undefined : join(dataDir, 'mail')
    const mailbox = new Mailbox(folder)
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      mailbox.#mails = await readFolder(folder)
    }
    return mailbox
  }

  /** All mails, newest first. */
  get messages(): readonly Mail[] {
    return this.#mails
  }

  /** Finds a mail by its id, or the newest mail to an address. */
  find(idOrAddress: string): Mail | undefined {
    return this.#mails.find(({ id, to }) => id === idOrAddress || to.split(', ').includes(idOrAddress))
  }

  async deliver(envelope: Envelope, raw: Buffer): Promise<Mail> {
    const mail = await readMail(envelope, raw)
    this.#mails.unshift(mail)
    if (this.#folder !== undefined) writeMail(this.#folder, envelope, raw)
    this.#notify()
    return mail
  }

  clear(): void {
    this.#mails = []
    if (this.#folder !== undefined)
      for (const file of readdirSync(this.#folder)) rmSync(join(this.#folder, file))
    this.#notify()
  }

  /** Calls `listener` after each change. @returns a function that removes the listener */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }
}

async function readMail({ id, to, receivedAt }: Envelope, raw: Buffer): Promise<Mail> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true })
  return {
    id,
    to: to.join(', '),
    from: fromOf(parsed),
    subject: parsed.subject ?? '',
    headers: headersOf(parsed),
    text: parsed.text ?? '',
    html: parsed.html || '',
    raw: raw.toString('utf8'),
    receivedAt,
  }
}

/** Returns `Name <address>`, or the address alone. */
function fromOf({ from }: ParsedMail): string {
  const { name = '', address = '' } = from?.value[0] ?? {}
  return name === '' ? address : `${name} <${address}>`
}

function headersOf({ headerLines }: ParsedMail): Mail['headers'] {
  const headers: Mail['headers'] = {}
  for (const { line } of headerLines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    const value = line
      .slice(colon + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim()
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return headers
}

function writeMail(folder: string, envelope: Envelope, raw: Buffer): void {
  // Names sort by time. The envelope is written last, so that it marks a complete mail.
  const stem = join(folder, `${envelope.receivedAt.replaceAll(':', '-')} ${envelope.id}`)
  writeFileSync(`${stem}.eml`, raw, { mode: 0o600 })
  writeFileSync(`${stem}.json`, JSON.stringify(envelope), { mode: 0o600 })
}

async function readFolder(folder: string): Promise<Mail[]> {
  const stems = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file.slice(0, -'.json'.length)))
  const newestFirst = stems.sort().reverse()
  return Promise.all(
    newestFirst.map((stem) =>
      readMail(JSON.parse(readFileSync(`${stem}.json`, 'utf8')), readFileSync(`${stem}.eml`)),
    ),
  )
}
