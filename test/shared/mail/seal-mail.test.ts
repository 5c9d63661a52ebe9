import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { hashed } from '../../../shared/chain/seal.ts'
import type { Locale } from '../../../shared/settings/locale.ts'
import { toSealItem } from '../../../shared/store/seal-item.ts'
import { settings } from '../../support/builders.ts'
import { officeMailOf } from '../../support/office-mail.ts'

const seal = hashed({
  number: 12,
  from: '2026-10-01T01:12:00.000Z',
  to: '2026-10-02T01:12:00.000Z',
  count: 1204,
  root: 'r'.repeat(43),
  previous: 'p'.repeat(43),
})
const written = async (locale: Locale = 'en', what = seal) => {
  const { to, message } = await officeMailOf(toSealItem(what, { starts: [], roots: [] }), locale)
  return { to, mail: await simpleParser(message) }
}

describe('a seal mail', () => {
  it.each<Locale>(['en', 'fr', 'ar'])(
    'in %s has a line for the verifier, and every field in words',
    async (locale) => {
      const { mail } = await written(locale)
      const line = `Seal 12 ${seal.hash} ${seal.root} 1204`
      expect(mail.text?.split('\n')).toContain(line)
      for (const part of [mail.text, String(mail.html)])
        for (const value of Object.values(seal)) expect(part).toContain(String(value))
    },
  )

  it('of the first seal says that there is no previous one', async () => {
    const first = hashed({ number: 1, to: seal.to, count: 1, root: seal.root })
    const { mail } = await written('en', first)
    expect(mail.text).toContain('No previous seal')
    expect(mail.text).not.toContain('undefined')
  })

  it('goes to the privacy mailbox, and not as list mail', async () => {
    const { to, mail } = await written()
    expect(to.mailbox()).toBe(settings.organisation.privacyMailbox)
    expect([...mail.headers.keys()].join()).not.toMatch(/list/)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  })
})
