/**
 * `npm run pages`: writes each supporter page in each language to `.pages` as HTML, with narrow and wide, light and
 * dark pictures, an index, and contact sheets for each language and look.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Locale, locales } from '../../shared/settings/locale.ts'
import { settings } from '../support/builders.ts'
import { pagesIn } from '../support/every-page.ts'
import { album, type Look, looks, picture, picturesOf } from '../support/pictures.ts'

const folder = '.pages'
const file = (name: string) => join(folder, name)

const count = await album(folder, 'Every page, in every language', async (window) => {
  const entries: string[] = []
  for (const locale of locales) entries.push(...(await writeIn(window, locale)))
  return entries
})
process.stdout.write(`${count} pages: open ${file('index.html')}\n`)

/** @returns their parts of the index */
async function writeIn(window: Page, locale: Locale): Promise<string[]> {
  const names: string[] = []
  for (const [page, { body }] of Object.entries(pagesIn({ settings, locale }))) {
    const name = `${page.replaceAll(/\W+/g, '-')}.${locale}`
    names.push(name)
    writeFileSync(file(`${name}.html`), body)
    for (const look of looks) await picture(window, body, look, file(`${name}.${look.name}.png`))
  }
  for (const look of looks) await contactSheets(window, names, locale, look)
  return names.map(
    (name) => `<h2>${name}</h2>
<p><a href="${name}.html">HTML</a></p>
${picturesOf(name)}`,
  )
}

/** Reduces the pictures, so that a sheet can be seen as a whole. */
async function contactSheets(
  window: Page,
  names: readonly string[],
  locale: Locale,
  look: Look,
): Promise<void> {
  const [columns, width] = look.width < 600 ? [6, 270] : [4, 480]
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
    await picture(window, html, sheet, file(`sheet-${locale}-${look.name}-${number}.png`))
  }
}
