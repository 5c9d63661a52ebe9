import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signUpForm } from '../../../infra/local/demo/site/sign-up-form.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { formPage } from '../../../shared/pages/form-page.ts'
import { locales } from '../../../shared/settings/locale.ts'
import {
  type FormFieldName,
  formFields,
  readFormFields,
  textFields,
} from '../../../shared/web/form-fields.ts'
import { formNamed, settings } from '../../support/builders.ts'

const names = Object.keys(formFields) as FormFieldName[]

describe('the fields of the sign-up form', () => {
  it.each(locales)('have a label, and words for each error, in %s', (locale) => {
    const { form, invalid } = messagesIn(locale)
    for (const name of textFields) expect(form[formFields[name].label]).toBeTruthy()
    for (const name of names) {
      const field = formFields[name]
      if ('error' in field) expect(invalid[field.error]).toBeTruthy()
    }
  })

  it.each<[string, () => string]>([
    ['the hosted page', hostedForm],
    ['the README', () => readFileSync('README.md', 'utf8').match(/<form[\s\S]*?<\/form>/)?.[0] ?? ''],
    ['the stand-in website', standInForm],
  ])('are the only ones on %s', (_, html) => {
    const sent = [...html().matchAll(/<input[^>]* name="([^"]+)"/g)].map(([, name = '']) => name)
    expect(sent.length).toBeGreaterThan(5)
    expect(names).toEqual(expect.arrayContaining(sent))
  })

  it('are read from an HTML form: choices as a list, other fields as their last value', () => {
    const sent = new URLSearchParams('topics=&topics=stories&name=Ann&name=Anna&consent=yes&button=go')
    expect(readFormFields(sent)).toEqual({
      topics: ['', 'stories'],
      name: 'Anna',
      consent: 'yes',
      button: 'go',
    })
    expect(readFormFields(new URLSearchParams())).toEqual({})
  })
})

describe('a name', () => {
  const isName = (name: string) => formFields.name.schema.safeParse(name).success

  it.each([
    ...[
      'Ann',
      'Ann-Marie O’Neill',
      "O'Brien",
      'Dr. Ann Example',
      'Prof. Ann B. Example, PhD',
      'J. R. R. Tolkien',
    ],
    ...[
      'J.R.R. Tolkien',
      'J.-P. Martin',
      'Martin Luther King, Jr.',
      'Ann & Bo Example',
      'María-José Carreño Quiñones',
    ],
    ...[
      'Zoë',
      'Đặng Thị Ngọc',
      'أحمد بن محمد',
      'می‌خواهم',
      '山田 太郎',
      'Σωκράτης',
      'Anna (Annie) Example',
      'Elizabeth 2nd',
    ],
    ...['', 'n'.repeat(60), 'Mme Ann', 'Mlle. Ann', 'Hamza Ç. Yılmaz'],
  ])('may be %j', (name) => {
    expect(isName(name)).toBe(true)
  })

  it.each([
    ...[
      'Claim your prize. Visit evil.example',
      'evil.example',
      'www.evil.example',
      'Ann evil.example',
      't.co',
      'a.b.co',
    ],
    ...[
      'https://evil.example',
      'ann@example.org',
      'Win!',
      'Really?',
      'Pay now; or else',
      'You have won…',
      'evil．example',
    ],
    ...[
      'evil。example',
      'Your account is closed.',
      'هل تريد؟',
      'Ann\nBo',
      'Ann\u202eoB',
      '127.0.0.1',
      '.',
      'Ann..Bo',
      't.co.',
    ],
    'n'.repeat(61),
  ])('may not be %j, which a mail would be headed with', (name) => {
    expect(isName(name)).toBe(false)
  })

  it('is decided at once, however it is built', () => {
    const began = performance.now()
    for (const part of ['a', 'a.', 'a.-', 'aa. ', ' ', 'á', '.'])
      isName(`${part.repeat(60 / part.length)}!`.slice(-60))
    expect(performance.now() - began).toBeLessThan(200)
  })
})

function hostedForm(): string {
  return formPage({ settings, locale: 'en' }, { id: 'newsletter', form: formNamed(settings, 'newsletter') })
    .body
}

function standInForm(): string {
  const { name: organisation, ...others } = settings.organisation
  const topics = [{ id: 'stories', name: 'Stories', description: 'Once a month' }]
  const urls = { apiUrl: 'https://api.example', siteUrl: 'https://www.example' }
  return String(signUpForm({ ...others, organisation, form: 'newsletter', wording: 'Yes', topics }, urls))
}
