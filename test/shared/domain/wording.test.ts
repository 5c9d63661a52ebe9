import { describe, expect, it } from 'vitest'
import { currentNotice, shownWording, wordingHash } from '../../../shared/domain/wording.ts'
import { settings } from '../../support/builders.ts'

describe('a consent wording', () => {
  it('is hashed exactly as shown', () => {
    // printf 'Oui, s’il vous plaît' | sha256sum
    expect(wordingHash('Oui, s’il vous plaît')).toBe(
      '2d79217597c08093aa9f85f8a71f6f0667b29e8237127efef0a4a4e0fd5ef777',
    )
  })

  it('is the highest version of the form’s wording, in the language shown', () => {
    const [first] = settings.wordings
    if (!first) throw new Error('no wording')
    const second = { ...first, version: 2, text: { ...first.text, en: 'Second' } }
    const shown = shownWording({ ...settings, wordings: [second, first] }, 'newsletter', 'en')
    expect(shown).toEqual({ id: 'email-updates', version: 2, text: 'Second', hash: wordingHash('Second') })
  })

  it('is the version that the form says it showed, if that exists', () => {
    const [first] = settings.wordings
    if (!first) throw new Error('no wording')
    const wordings = [first, { ...first, version: 2 }, { ...first, version: 3 }]
    const versionFor = (claimed?: number) =>
      shownWording({ ...settings, wordings }, 'newsletter', 'en', claimed).version
    expect([versionFor(2), versionFor(), versionFor(9)]).toEqual([2, 3, 3])
  })

  it('without a text in the language is a settings error, and so is such a notice', () => {
    const english = { version: 1, text: { en: 'Yes' } }
    const wordings = [{ ...english, id: 'email-updates' }]
    expect(() => shownWording({ ...settings, wordings }, 'newsletter', 'fr')).toThrow('no text in fr')
    expect(() => currentNotice({ privacyNotices: [english] }, 'fr')).toThrow('no text in fr')
  })
})
