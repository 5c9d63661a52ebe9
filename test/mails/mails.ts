/**
 * `npm run mails [-- --settings <file>]`: writes each mail in each language to `.mails`, as it is sent (.eml), as
 * HTML and as text, with narrow and wide, light and dark pictures, and an index.
 */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { html as markup, raw } from 'hono/html'
import { simpleParser } from 'mailparser'
import type { Page } from 'playwright-core'
import { loadSettings } from '../../infra/settings/load-settings.ts'
import { type OwedKind, owedKinds } from '../../shared/mail/kinds.ts'
import type { Locale } from '../../shared/settings/locale.ts'
import { album, looks, picture, picturesOf } from '../support/pictures.ts'
import { sampleMail } from './samples.ts'

const folder = '.mails'

const { values } = parseArgs({
  options: { settings: { type: 'string', default: 'infra/settings/local.json' } },
})
const settings = loadSettings(values.settings)

const count = await album(folder, 'Every mail, in every language', async (window) => {
  const entries: string[] = []
  for (const kind of owedKinds)
    for (const locale of settings.locales) entries.push(await write(window, kind, locale))
  return entries
})
process.stdout.write(`${count} mails: open ${join(folder, 'index.html')}\n`)

/** @returns its part of the index */
async function write(window: Page, kind: OwedKind, locale: Locale): Promise<string> {
  const { message } = await sampleMail(settings, kind, locale)
  const { subject = '', text = '', html } = await simpleParser(message, { skipTextToHtml: true })
  const name = `${kind}.${locale}`
  const file = (ending: string) => join(folder, `${name}.${ending}`)
  writeFileSync(file('eml'), message)
  writeFileSync(file('txt'), text)
  writeFileSync(file('html'), html || '')
  for (const look of looks) await picture(window, html || '', look, file(`${look.name}.png`))
  const entry = markup`<h2>${name}: ${subject}</h2>
<p><a href="${name}.html">HTML</a> <a href="${name}.txt">text</a> <a href="${name}.eml">as sent</a></p>
${raw(picturesOf(name))}`
  return String(entry)
}
