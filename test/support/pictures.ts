import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from './chromium.ts'

/** The widths and schemes for pictures of every page and mail. */
export const looks = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme, name: `${width}-${scheme}` })),
)
export type Look = (typeof looks)[number]

/**
 * Empties a folder, writes entries to it, and adds an index.
 * @param write takes its pictures in the same window in sequence: Chromium may fail to take several at once
 * @returns the number of entries, each a part of the index in HTML
 */
export async function album(
  folder: string,
  title: string,
  write: (window: Page) => Promise<string[]>,
): Promise<number> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const browser = await launchBrowser()
  try {
    const entries = await write(await browser.newPage({ javaScriptEnabled: false }))
    writeFileSync(join(folder, 'index.html'), indexOf(title, entries))
    return entries.length
  } finally {
    await browser.close()
  }
}

/** Saves a picture of a whole document, without scripts, as a PNG at this path. */
export async function picture(window: Page, html: string, look: Look, path: string): Promise<void> {
  await window.setViewportSize({ width: look.width, height: 600 })
  await window.emulateMedia({ colorScheme: look.scheme })
  await window.setContent(html)
  await window.screenshot({ path, fullPage: true })
}

/**
 * Returns an entry's pictures for the index, side by side.
 * @param name the part of the file names before the look
 */
export function picturesOf(name: string): string {
  const pictures = looks.map(
    (look) => `<img loading="lazy" src="${name}.${look.name}.png" alt="${look.name}">`,
  )
  return `<p>${pictures.join('\n')}</p>`
}

function indexOf(title: string, entries: readonly string[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px system-ui;margin:2rem}img{max-width:24%;vertical-align:top;border:1px solid #ccc}</style>
<h1>${title}</h1>
${entries.join('\n')}
`
}
