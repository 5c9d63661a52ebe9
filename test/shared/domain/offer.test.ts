import { describe, expect, it } from 'vitest'
import { consentByPreferences, topicsOffered, wordingOfPreferences } from '../../../shared/domain/offer.ts'
import { shownWording } from '../../../shared/domain/wording.ts'
import type { Settings } from '../../../shared/settings/settings.ts'
import { settings } from '../../support/builders.ts'

const softOptIn = {
  isStatutoryCharity: true,
  solelyFurthersCharitablePurposes: true,
  interest: 'donation',
  refusalOfferedAtCollection: true,
  refusalOfferedInEveryMessage: true,
} as const

function withForms(change: (forms: Settings['forms']) => Settings['forms']): Settings {
  return { ...settings, forms: change(settings.forms) }
}
const allSoft = withForms((forms) =>
  Object.fromEntries(Object.entries(forms).map(([id, form]) => [id, { ...form, softOptIn }])),
)
const ids = (of: Settings, held: string[]) => topicsOffered(of, held).map(({ id }) => id)

describe('the topics on a preferences page', () => {
  it('are those of the forms with its wording, and those held', () => {
    expect(ids(settings, [])).toEqual(['stories', 'emergencies', 'events'])
    const other = withForms(({ newsletter, events }) => ({
      events: events as never,
      newsletter: { ...(newsletter as NonNullable<typeof newsletter>), wording: 'another' },
    }))
    expect(ids(other, [])).toEqual(['events'])
    expect(ids(other, ['stories'])).toEqual(['stories', 'events'])
  })

  it('are only those held if no form asks for consent', () => {
    expect(ids(allSoft, ['stories'])).toEqual(['stories'])
    expect(wordingOfPreferences(allSoft, 'en')).toBeUndefined()
    expect(consentByPreferences(allSoft, { locale: 'en' }, ['stories'])).toBeUndefined()
  })

  it('are agreed to in the wording and language shown', () => {
    const { hash } = shownWording(settings, 'newsletter', 'fr')
    expect(consentByPreferences(settings, { locale: 'fr', wordingVersion: 1 }, ['events'])).toMatchObject({
      form: 'preferences',
      lawfulBasis: 'consent',
      topics: ['events'],
      locale: 'fr',
      wording: { id: 'email-updates', version: 1, hash },
    })
  })
})
