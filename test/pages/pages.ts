/**
 * `npm run pages`: writes each page that a supporter may see, in each language, into `.pages` as HTML, with pictures of
 * it narrow and wide, light and dark, an index of all of them, and contact sheets of each language and look.
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Locale, locales } from '../../shared/locale.ts'
import { settings } from '../support/builders.ts'
import { launchBrowser } from '../support/chromium.ts'
import { pagesIn } from '../support/every-page.ts'
import { indexOf, type Look, looks, picture, picturesOf } from '../support/pictures.ts'

const folder = '.pages'
const file = (name: string) => join(folder, name)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
try {
  const entries: string[] = []
  for (const locale of locales) entries.push(...(await writeIn(browser, locale)))
  writeFileSync(file('index.html'), indexOf('Every page, in every language', entries))
  process.stdout.write(`${entries.length} pages: open ${file('index.html')}\n`)
} finally {
  await browser.close()
}

/** @returns their parts of the index */
async function writeIn(opened: Browser, locale: Locale): Promise<string[]> {
  const names: string[] = []
  for (const [page, { body }] of Object.entries(pagesIn({ settings, locale }))) {
    const name = `${page.replaceAll(/\W+/g, '-')}.${locale}`
    names.push(name)
    writeFileSync(file(`${name}.html`), body)
    await Promise.all(looks.map((look) => picture(opened, body, look, file(`${name}.${look.name}.png`))))
  }
  for (const look of looks) await contactSheets(opened, names, locale, look)
  return names.map(
    (name) => `<h2>${name}</h2>
<p><a href="${name}.html">HTML</a></p>
${picturesOf(name)}`,
  )
}

/** Wide pages at half their size, so that a sheet of them can be read. */
async function contactSheets(
  opened: Browser,
  names: readonly string[],
  locale: Locale,
  look: Look,
): Promise<void> {
  const [columns, width] = look.width < 600 ? [6, 360] : [4, 640]
  for (let from = 0; from < names.length; from += columns) {
    const figures = names.slice(from, from + columns).map((name) => {
      const image = readFileSync(file(`${name}.${look.name}.png`)).toString('base64')
      return `<figure><figcaption>${name}</figcaption><img width="${width}" src="data:image/png;base64,${image}"></figure>`
    })
    const html = `<!doctype html><meta charset="utf-8">
<style>body{display:flex;gap:8px;margin:8px;align-items:start;font:14px system-ui;background:#888}figure{margin:0}img{display:block}</style>
${figures.join('\n')}`
    const number = from / columns + 1
    const sheet = { ...look, width: columns * (width + 8) + 8 }
    await picture(opened, html, sheet, file(`sheet-${locale}-${look.name}-${number}.png`))
  }
}
