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
