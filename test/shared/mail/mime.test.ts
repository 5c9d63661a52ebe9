import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { mailContent } from '../../../shared/mail/content.ts'
import { mailKinds, owedKinds } from '../../../shared/mail/kinds.ts'
import { listMessage } from '../../../shared/mail/mime.ts'
import { mailMessagesIn } from '../../../shared/messages/mail/index.ts'
import type { Settings } from '../../../shared/settings/settings.ts'
import { sampleMail } from '../../mails/samples.ts'
import { address, settings } from '../../support/builders.ts'

/** Returns the header lines as sent: names in their order, values unfolded. */
async function read(message: Buffer) {
  const head = message.subarray(0, message.indexOf('\r\n\r\n')).toString('latin1')
  const lines = head.split(/\r\n(?![ \t])/)
  const names = lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
  const headerValue = (name: string) => {
    const line = lines[names.indexOf(name)]
    return line
      ?.slice(line.indexOf(':') + 1)
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .trim()
  }
  return { head, names, headerValue, mail: await simpleParser(message) }
}

const always = [
  'from',
  'to',
  'subject',
  'reply-to',
  'message-id',
  'date',
  'mime-version',
  'content-type',
  'auto-submitted',
  'feedback-id',
  'content-language',
]
const ofLists = ['list-unsubscribe', 'list-unsubscribe-post', 'list-id']
const listMails = [
  'confirmation',
  'welcome',
  'already-subscribed',
  'soft-opt-in',
  'my-data',
  'address-change',
]

const all = owedKinds.flatMap((kind) => settings.locales.map((locale) => [kind, locale] as const))

describe.each(all)('the mail %s in %s', (kind, locale) => {
  const isList = listMails.includes(kind)

  it(`declares that it is ${isList ? 'a' : 'no'} list mail`, () => {
    expect(mailKinds[kind].headers.isListMail).toBe(isList)
  })

  it('has each header once, in ASCII, within the limits of SES', async () => {
    const { head, names, headerValue } = await read((await sampleMail(settings, kind, locale)).message)
    const expected = [...always, ...(isList ? ofLists : [])].filter(
      (name) => name !== 'reply-to' || settings.sender.replyTo,
    )
    expect(names.toSorted()).toEqual(expect.arrayContaining(expected))
    expect(new Set(names).size).toBe(names.length)
    expect(head).toMatch(/^[\t\n\r\x20-\x7e]*$/)
    // SES allows 870 characters for a value; RFC 5322 allows 998 for a line.
    for (const name of names) expect([name, (headerValue(name) ?? '').length < 870]).toEqual([name, true])
    for (const line of head.split('\r\n')) expect(line.length).toBeLessThan(998)
    expect(headerValue('auto-submitted')).toBe('auto-generated')
    expect(headerValue('content-language')).toBe(locale)
    expect(headerValue('feedback-id')).toMatch(new RegExp(`^[\\w:-]+:${settings.sender.feedbackId}$`))
  })

  it('ends every line with CRLF and has no other CR or LF (RFC 5322, section 2.3)', async () => {
    const { message } = await sampleMail(settings, kind, locale, 'Ann\nof\rthe\r\nlines')
    const text = message.toString('latin1')
    expect(text.match(/\r(?!\n)|(?<!\r)\n/g) ?? []).toEqual([])
    for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  })

  it('says who sends it, how to unsubscribe, and why it came, in both text and HTML', async () => {
    const { mail, headerValue } = await read((await sampleMail(settings, kind, locale)).message)
    const { legalName, address: street, registration, name } = settings.organisation
    const html = mail.html || ''
    for (const words of [legalName, street, registration]) {
      expect(mail.text).toContain(words)
      expect(html).toContain(words.replaceAll('&', '&amp;'))
    }
    expect(mail.from?.value).toEqual([{ name: settings.sender.name, address: settings.sender.address }])
    expect(mail.subject).not.toBe('')
    expect(html).toContain(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`)
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|src=/i)
    expect(mail.attachments).toEqual([])
    expect(name).not.toBe('')
    if (!isList) return expect(headerValue('list-unsubscribe')).toBeUndefined()
    const [, url = ''] = /^<(https?:\/\/\S+)>$/.exec(headerValue('list-unsubscribe') ?? '') ?? []
    expect(url.length).toBeLessThan(200)
    expect(headerValue('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    // The mail with links that a person requested explains on the linked page how to unsubscribe.
    const path = kind === 'my-data' ? '/preferences' : '/unsubscribe'
    expect(new URL(url).pathname).toMatch(/^\/unsubscribe\//)
    expect(mail.text).toContain(`${new URL(url).origin}${path}/`)
    expect(html).toContain(`${new URL(url).origin}${path}/`)
  })
})

describe('a mail with any content', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom(
      'x\r\nBcc: victim@example.net',
      'x\nBcc: victim@example.net\n\nbody',
      'x\rX-Evil: 1',
      '=?utf-8?q?x=0D=0ABcc:_victim@example.net?=',
      '"<victim@example.net>, ',
      '\u2028Bcc: victim@example.net',
      'مرحبا'.repeat(60),
      '😀'.repeat(100),
    ),
  )

  it('has one recipient, one sender, and no header injected by its text', async () => {
    const clean = await read((await sampleMail(settings, 'confirmation', 'en')).message)
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (organisation, sender, subject) => {
        const changed: Settings = {
          ...settings,
          organisation: { ...settings.organisation, name: organisation },
          sender: { ...settings.sender, name: sender },
        }
        const content = mailContent(
          { settings: changed, locale: 'en' },
          { ...mailMessagesIn('en').confirmation, subject: () => subject },
          [],
        )
        const envelope = {
          settings: changed,
          to: address(),
          kind: 'confirmation',
          feedbackCategory: 'opt-in',
          form: 'newsletter',
          unsubscribeUrl: 'https://x.example/u',
        }
        const { head, names, headerValue, mail } = await read(await listMessage(content, envelope))
        expect(names.filter((name) => !clean.names.includes(name))).toEqual([])
        expect(new Set(names).size).toBe(names.length)
        expect(head).toMatch(/^[\t\n\r\x20-\x7e]*$/)
        expect(headerValue('list-id')).toMatch(
          /^([\w !#$%&'*+/=?^`{|}~-]*|"([^"\\]|\\.)*") ?<newsletter\.[\w.-]+>$/,
        )
        expect((headerValue('list-id') ?? '').length).toBeLessThan(870)
        expect(mail.from?.value.map((from) => from.address)).toEqual([settings.sender.address])
        expect(
          [mail.to]
            .flat()
            .flatMap((to) => to?.value ?? [])
            .map((to) => to.address),
        ).toEqual([address().mailbox()])
        expect([mail.cc, mail.bcc]).toEqual([undefined, undefined])
      }),
      { numRuns: 150 },
    )
  })

  it('keeps a supporter’s name out of every header, and escapes it in the body', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const { message } = await sampleMail(settings, 'welcome', 'en', `Zq9${name}<b>Zq9</b>`)
        const { head, mail } = await read(message)
        expect(head).not.toContain('Zq9')
        expect(mail.html || '').not.toContain('<b>Zq9')
      }),
      { numRuns: 50 },
    )
  })
})
