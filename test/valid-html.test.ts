import { type ConfigData, HtmlValidate } from 'html-validate'
import { expect, it } from 'vitest'
import { locales } from '../shared/settings/locale.ts'
import { settings } from './support/builders.ts'
import { longestTexts, mailsIn, pagesIn } from './support/every-page.ts'

const presets = ['html-validate:standard', 'html-validate:a11y']
const ofPages = validator({})
/** Mail programs that ignore styles lay tables out by their attributes. */
const ofMails = validator({ 'no-deprecated-attr': 'off' })

it.each(locales)('every page in %s is valid HTML', async (locale) => {
  for (const of of [settings, longestTexts])
    for (const [name, { body }] of Object.entries(pagesIn({ settings: of, locale })))
      expect(await faultsIn(ofPages, body), name).toEqual([])
})

it.each(locales)('every mail in %s is valid HTML', async (locale) => {
  for (const { subject, html } of mailsIn(settings, locale))
    expect(await faultsIn(ofMails, html), subject).toEqual([])
})

it('a page that is none is refused', async () => {
  const { form } = pagesIn({ settings, locale: 'en' })
  const broken = form?.body.replace('<h1>', '<h1 align="left"><p>') ?? ''
  expect((await faultsIn(ofPages, broken)).length).toBeGreaterThan(1)
})

function validator(rules: ConfigData['rules'] & object): HtmlValidate {
  return new HtmlValidate({ root: true, extends: presets, rules })
}

async function faultsIn(validator: HtmlValidate, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line }) => `${ruleId}: ${message} in ${html.split('\n')[line - 1]?.slice(0, 200)}`,
    ),
  )
}
