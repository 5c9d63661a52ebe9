import { describe, expect, it } from 'vitest'
import { shownWording, wordingHash } from '../../../shared/domain/wording.ts'
import { settings } from '../../support/builders.ts'

describe('a consent wording', () => {
  it('is hashed exactly as shown', () => {
    // printf 'Oui, s’il vous plaît' | sha256sum
    expect(wordingHash('Oui, s’il vous plaît')).toBe(
      '2d79217597c08093aa9f85f8a71f6f0667b29e8237127efef0a4a4e0fd5ef777',
    )
  })

  it('is the highest version of the form’s, in the language shown', () => {
    const [first] = settings.wordings
    if (!first) throw new Error('no wording')
    const second = { ...first, version: 2, text: { ...first.text, en: 'Second' } }
    const shown = shownWording({ ...settings, wordings: [second, first] }, 'newsletter', 'en')
    expect(shown).toEqual({ id: 'email-updates', version: 2, text: 'Second', hash: wordingHash('Second') })
  })
})
