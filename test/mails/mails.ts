/**
 * `npm run mails [-- --settings <file>]`: writes each mail in each language into `.mails`, as it is sent (.eml), as HTML
 * and as text, with pictures of it narrow and wide, light and dark, and an index of all of them.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { simpleParser } from 'mailparser'
import type { Browser } from 'playwright-core'
import { escapeHtml } from '../../infra/local/html.ts'
import { loadSettings } from '../../infra/settings.ts'
import type { Locale } from '../../shared/locale.ts'
import { launchBrowser } from '../support/chromium.ts'
import { type Kind, kinds, sampleMail } from './samples.ts'

const folder = '.mails'
const looks = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme, name: `${width}-${scheme}` })),
)

const { values } = parseArgs({
  options: { settings: { type: 'string', default: 'infra/settings/local.json' } },
})
const settings = loadSettings(values.settings)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
try {
  const entries: string[] = []
  for (const kind of kinds)
    for (const locale of settings.locales) entries.push(await write(browser, kind, locale))
  writeFileSync(join(folder, 'index.html'), index(entries))
  process.stdout.write(`${entries.length} mails: open ${join(folder, 'index.html')}\n`)
} finally {
  await browser.close()
}

/** @returns its part of the index */
async function write(opened: Browser, kind: Kind, locale: Locale): Promise<string> {
  const { message } = await sampleMail(settings, kind, locale)
  const { subject = '', text = '', html } = await simpleParser(message, { skipTextToHtml: true })
  const name = `${kind}.${locale}`
  const file = (ending: string) => join(folder, `${name}.${ending}`)
  writeFileSync(file('eml'), message)
  writeFileSync(file('txt'), text)
  writeFileSync(file('html'), html || '')
  for (const look of looks) await picture(opened, html || '', look, file(`${look.name}.png`))
  const pictures = looks.map(
    (look) => `<img loading="lazy" src="${name}.${look.name}.png" alt="${look.name}">`,
  )
  return `<h2>${name}: ${escapeHtml(subject)}</h2>
<p><a href="${name}.html">HTML</a> <a href="${name}.txt">text</a> <a href="${name}.eml">as sent</a></p>
<p>${pictures.join('\n')}</p>`
}

async function picture(
  opened: Browser,
  html: string,
  { width, scheme }: (typeof looks)[number],
  path: string,
): Promise<void> {
  const page = await opened.newPage({
    viewport: { width, height: 600 },
    colorScheme: scheme,
    javaScriptEnabled: false,
  })
  await page.setContent(html)
  await page.screenshot({ path, fullPage: true })
  await page.close()
}

function index(entries: readonly string[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mails</title>
<style>body{font:16px system-ui;margin:2rem}img{max-width:24%;vertical-align:top;border:1px solid #ccc}</style>
<h1>Every mail, in every language</h1>
${entries.join('\n')}
`
}
