import { describe, expect, it } from 'vitest'
import { messagesIn } from '../../../shared/messages/index.ts'
import { officerMessagesIn } from '../../../shared/messages/officers/index.ts'
import { settings } from '../../support/builders.ts'

/** Returns every text in a catalogue, calling those that are functions. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return textsIn(value(...Array.from({ length: value.length }, () => '7')))
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const { topics, forms } = settings
/** The settings' texts without wordings: a published wording stays as it is. */
const french = [
  messagesIn('fr'),
  officerMessagesIn('fr'),
  topics.map(({ name, description }) => [name.fr, description.fr]),
  Object.values(forms).map(({ title, introduction }) => [title.fr, introduction.fr]),
]

describe('French texts', () => {
  it('have a narrow no-break space before ; : ! ? and inside « », so that no line begins with one', () => {
    const texts = french.flatMap(textsIn)
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.filter((text) => /[ \u00a0][;:!?»]|«[ \u00a0]/.test(text))).toEqual([])
  })
})
