import { describe, expect, it } from 'vitest'
import { readFields, validateSignUp, valuesToShowAgain } from '../../../shared/endpoints/sign-up-body.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { settings } from '../../support/builders.ts'

const sent = { form: 'newsletter', email: 'ann@example.org', consent: true }
const form = 'form=newsletter&email=ann@example.org&consent=on&name=&topics=&topics=stories&website='
const page = 'https://www.example.org/mali'

const validate = (fields: object) => validateSignUp({ ...fields }, settings, 'en')
const read = (text: string) => readFields({ kind: 'form', fields: new URLSearchParams(text) }) ?? {}

describe('a sign-up', () => {
  it('keeps the fields as they were sent as evidence, except the page and the trap', () => {
    const fields = {
      ...sent,
      name: ' Ann ',
      topics: ['stories'],
      page,
      wording: '1',
      website: 'x',
      button: 'go',
    }
    expect(validate(fields)).toMatchObject({
      submitted: { ...sent, consent: 'true', name: 'Ann', topics: ['stories'], wording: '1' },
      details: { name: 'Ann' },
      page,
      trapped: true,
    })
    expect(Object.keys(submittedIn(fields)).sort()).toEqual(
      ['consent', 'email', 'form', 'name', 'topics', 'wording'].sort(),
    )
  })

  it('by an HTML form contains only the fields that were filled in', () => {
    expect(submittedIn(read(form))).toEqual({
      form: 'newsletter',
      email: 'ann@example.org',
      consent: 'on',
      topics: ['', 'stories'],
    })
    expect(validate(read(form))).toMatchObject({ topics: ['stories'], details: {}, trapped: false })
  })

  it.each([
    ['true', true],
    ['on', true],
    ['yes', true],
    ['1', true],
    ['no', false],
    ['', false],
  ])('with consent sent as %j counts as agreed: %s', (consent, agrees) => {
    const refused = [{ field: 'consent', detail: messagesIn('en').invalid.consent }]
    const checked = validate({ ...sent, consent })
    if (agrees) expect(checked).not.toBeInstanceOf(Array)
    else expect(checked).toEqual(refused)
  })

  it.each(['page', 'locale', 'wording'])('ignores a %s that is not text', (field) => {
    expect(validate({ ...sent, [field]: { no: 'text' } })).toMatchObject({ formId: 'newsletter' })
  })

  it('accepts a single topic in JSON without a list', () => {
    const fields = readFields({ kind: 'json', value: { ...sent, topics: 'stories' } })
    expect(validate(fields ?? {})).toMatchObject({ topics: ['stories'] })
  })

  it.each([['a text'], [['a list']], [null]])('cannot be %j', (value) => {
    expect(readFields({ kind: 'json', value })).toBeUndefined()
  })

  it('shown again has everything that was typed or ticked', () => {
    expect(valuesToShowAgain(read(`${form}&name=Ann`))).toMatchObject({
      email: 'ann@example.org',
      name: 'Ann',
      topics: ['', 'stories'],
      consent: true,
      refuse: false,
    })
    expect(valuesToShowAgain(read('refuse=yes'))).toMatchObject({ refuse: true })
    expect(valuesToShowAgain(read('refuse='))).toMatchObject({ refuse: false })
    expect(valuesToShowAgain({ email: ['no text'] })).toMatchObject({ email: '', consent: false })
  })
})

function submittedIn(fields: object): object {
  const checked = validate(fields)
  if (Array.isArray(checked)) throw new Error(JSON.stringify(checked))
  return checked.submitted
}
