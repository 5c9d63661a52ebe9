/** `npm run picture`: makes the README's picture of the product at work, from real pages and a real mail. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import type { Locale } from '../../shared/settings/locale.ts'
import { sampleMail } from '../mails/samples.ts'
import { settings } from '../support/builders.ts'
import { launchBrowser } from '../support/chromium.ts'
import { pagesIn } from '../support/every-page.ts'

const target = '.github/product.png'
const phone = { width: 360, height: 720 }

const page = (name: string, locale: Locale) => String(pagesIn({ settings, locale })[name]?.body)
const mail = async (locale: Locale) => {
  const { message } = await sampleMail(settings, 'confirmation', locale)
  return String((await simpleParser(message)).html)
}

const scenes = [
  { caption: 'A form asks for consent', html: page('form', 'en') },
  { caption: 'A mail asks to confirm', html: await mail('en') },
  { caption: 'One press confirms', html: page('confirm', 'fr') },
  { caption: 'Preferences, saved with one press', html: page('preferences', 'ar') },
]

const folder = mkdtempSync(join(tmpdir(), 'product-picture-'))
const browser = await launchBrowser()
try {
  const window = await browser.newPage({ javaScriptEnabled: false })
  const figures: string[] = []
  for (const [i, { caption, html }] of scenes.entries()) {
    const path = join(folder, `${i}.png`)
    await window.setViewportSize(phone)
    await window.emulateMedia({ colorScheme: 'light' })
    await window.setContent(html)
    await window.screenshot({ path })
    const image = readFileSync(path).toString('base64')
    figures.push(
      `<figure><img src="data:image/png;base64,${image}" width="${phone.width}"><figcaption>${caption}</figcaption></figure>`,
    )
  }
  await window.setViewportSize({ width: scenes.length * (phone.width + 32) + 32, height: 100 })
  await window.setContent(`<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:32px;display:flex;gap:32px;background:#e8ebee;font:17px/1.4 system-ui,sans-serif;color:#26323d;width:max-content}
figure{margin:0}img{display:block;border-radius:14px;box-shadow:0 1px 4px #0003}figcaption{margin-top:14px;text-align:center}
</style>${figures.join('')}`)
  await window.screenshot({ path: target, fullPage: true })
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write(`The picture is ${target}\n`)
