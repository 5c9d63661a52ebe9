import { Ajv2020 } from 'ajv/dist/2020.js'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { archiveOf } from '../../../shared/export/archive.ts'
import type { Exportable } from '../../../shared/export/export-content.ts'
import { exportSchema } from '../../../shared/export/export-file.ts'
import { directionOf } from '../../../shared/messages/index.ts'
import { verifyFile } from '../../../shared/proof/verify/verify.ts'
import type { Locale } from '../../../shared/settings/locale.ts'
import { days, settings, signUp, start } from '../../support/builders.ts'
import {
  confirmation,
  confirming,
  heldAfter,
  proofsIn,
  signUpIn,
  unsubscribing,
} from '../../support/receipts.ts'

const named = (name: string) => {
  const command = signUpIn('en')
  return command.type === 'sign-up' ? { ...command, profile: { ...signUp({}, name).profile } } : command
}

function exportable(name = 'Ann Example', changes: Partial<Exportable> = {}): Exportable {
  const held = heldAfter(
    named(name),
    confirming,
    signUpIn('fr', ['events'], 'events'),
    confirmation(3),
    unsubscribing,
  )
  return { ...held, proofs: proofsIn(held.events.slice(0, 2)), requests: [], ...changes }
}

const note = (text: string): Exportable['requests'][number] => ({
  id: '7K3M-9QXP',
  version: 2,
  type: 'access',
  state: 'received',
  channel: 'email',
  receivedOn: '2026-10-01',
  overdue: false,
  actions: [],
  history: [
    {
      sequence: 1,
      type: 'received',
      at: '2026-10-01T09:00:00.000Z',
      on: '2026-10-01',
      by: 'officer:1',
      note: text,
    },
  ],
})

const at = start + days(30)
const filesOf = (held: Exportable, locale: Locale = 'en') =>
  Object.fromEntries(
    Object.entries(unzipSync(archiveOf(settings, held, locale, at))).map(([file, bytes]) => [
      file,
      strFromU8(bytes),
    ]),
  )

describe('the copy of a person’s data', () => {
  it('reads from right to left in Arabic even where a sentence begins with a name in Latin letters', () => {
    const page = filesOf(exportable(), 'ar')['read-me.html'] ?? ''
    expect(page).toContain('<li>Amazon Web Services التي')
    expect(page).not.toMatch(/<bdi>[^<]*\p{Script=Arabic}/u)
  })

  it.each([
    ['en', 'Received – By letter', 'The person erased their data'],
    ['fr', 'Reçue – By letter', 'La personne a effacé'],
    ['ar', 'ورد الطلب – By letter', 'محا الشخص'],
  ] as const)('says what was done with each data request, in %s', (locale, received, ended) => {
    const request = note('By letter')
    const last = {
      sequence: 2,
      type: 'data-subject-erased',
      at: '2026-10-02T09:00:00.000Z',
      on: '2026-10-02',
    }
    const history = [...request.history, { ...last, by: 'system' }]
    const page = filesOf(exportable('Ann', { requests: [{ ...request, history }] }), locale)['read-me.html']
    for (const said of [received, ended]) expect(page).toContain(said)
  })

  it('validates against the published schema, whatever is held', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const validate = ajv.compile(exportSchema('http://127.0.0.1/schemas/export-1.json'))
    const unknown: Exportable = {
      supporter: heldAfter().supporter,
      olderEvidence: [],
      mails: [],
      events: [],
      proofs: {},
      requests: [note('Came by letter')],
    }
    const restricted = heldAfter(signUpIn('ar'), confirming, { type: 'restrict' })
    for (const held of [exportable(), unknown, { ...restricted, proofs: {}, requests: [] }]) {
      const data = JSON.parse(filesOf(held)['data.json'] ?? '')
      expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
    }
    expect(validate({ ...JSON.parse(filesOf(unknown)['data.json'] ?? ''), issued: 1 })).toBe(false)
  })

  it('is accepted by the verifier, which finds any change in it', () => {
    const data = filesOf(exportable())['data.json'] ?? ''
    expect(verifyFile(data).faults).toEqual([])
    expect(verifyFile(data.replace('email-updates', 'email-updatez')).faults).not.toEqual([])
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=cmd|"/c calc"!A0', '=HYPERLINK("http://x","y")'])(
    'runs nothing in a spreadsheet, even if a name, a form and a note are %j',
    (attack) => {
      const files = filesOf(exportable(attack, { requests: [note(attack)] }))
      for (const [file, text] of Object.entries(files).filter(([file]) => file.endsWith('.csv'))) {
        for (const cell of cellsOf(text)) expect(cell, `${file}: ${cell}`).not.toMatch(/^[=+\-@\t\r]/)
      }
      expect(files['requests.csv']).toContain("'")
    },
  )

  it('escapes text that a person typed', () => {
    const page = filesOf(exportable('<script>alert(1)</script>', { requests: [note('<img src=x>')] }))[
      'read-me.html'
    ]
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<img')
  })

  it.each(['en', 'fr', 'ar'] as const)('covers all of Article 15 in plain language: %s', (locale) => {
    const page = filesOf(exportable(), locale)['read-me.html'] ?? ''
    expect(page).toContain(`<html lang="${locale}" dir="${directionOf(locale)}">`)
    const { purposes, recipients, authority } = settings.dataProtection
    const said = [
      ...purposes.map((purpose) => purpose[locale]),
      ...recipients.map(({ receives }) => receives[locale]),
      authority.name,
      authority.websiteUrl,
      settings.organisation.privacyMailbox,
      'ann@example.org',
    ]
    for (const text of said) expect(page).toContain(text?.replaceAll("'", '&#39;'))
    expect(page.match(/<h2>/g)?.length).toBeGreaterThanOrEqual(14)
    expect(page).not.toMatch(/undefined|\[object/)
  })

  it('has the same bytes for the same data at the same time', () => {
    const held = exportable()
    expect(archiveOf(settings, held, 'en', at).equals(archiveOf(settings, held, 'en', at))).toBe(true)
  })
})

/** Reads CSV by RFC 4180, like a spreadsheet. */
function cellsOf(text: string): string[] {
  const cells = text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(?:,|\r\n)/g)
  return [...cells].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}
