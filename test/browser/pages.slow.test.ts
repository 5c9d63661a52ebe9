import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { directionOf } from '../../shared/messages/index.ts'
import { locales } from '../../shared/settings/locale.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Reply } from '../../shared/web/reply.ts'
import {
  browserForThisFile,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  wcagTags,
} from '../support/browser.ts'
import { settings } from '../support/builders.ts'
import { longestTexts, mailsIn, pagesIn, site } from '../support/every-page.ts'

const browser = browserForThisFile()

const looks = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
)

describe.each(locales)('in %s, at 360 and 1280 px, light and dark,', (locale) => {
  it('every page is accessible and fits', async () => {
    const { page } = await browser.visit()
    const pages = pagesIn({ settings, locale })
    // The first page sets the policy that permits the stylesheet; the others replace its content, which is quick.
    await show(page, 'form', pages.form)
    await inEveryLook(page, async (look) => {
      for (const [name, { body }] of Object.entries(pages)) await expectWell(page, `${name} ${look}`, body)
    })
  })

  it('every mail is accessible and fits', async () => {
    const { page } = await browser.visit()
    await inEveryLook(page, async (look) => {
      for (const { subject, html } of mailsIn(settings, locale))
        await expectWell(page, `${subject} ${look}`, html, wcagTags)
    })
  })
})

describe.each([
  ['our own settings', settings],
  ['the longest texts that the settings allow', longestTexts],
])('the smallest window, 320 px, with %s,', (_, of) => {
  it.each(locales)('holds every page in %s, also with more space in its text', async (locale) => {
    const { page } = await browser.visit({ width: 320 })
    const pages = pagesIn({ settings: of, locale })
    await show(page, 'form', pages.form)
    for (const [name, { body }] of Object.entries(pages)) await expectReflow(page, name, body)
  })

  it.each(locales)('holds every mail in %s, also with more space in its text', async (locale) => {
    const { page } = await browser.visit({ width: 320 })
    for (const { subject, html } of mailsIn(of, locale)) await expectReflow(page, subject, html)
  })
})

describe.each(locales)('a page in %s', (locale) => {
  const pages = Object.entries(pagesIn({ settings, locale }))

  it('declares its language, weighs less than 15 KB, and makes no further request', async () => {
    const visit = await browser.visit()
    const requests: string[] = []
    visit.page.on('request', (request) => requests.push(request.url()))
    for (const [name, reply] of pages) {
      // All of Art 15 in words is more text than on any other page.
      expect(Buffer.byteLength(reply.body), name).toBeLessThan(
        /my data|address change, wrong/.test(name) ? 30_000 : 15_000,
      )
      await show(visit.page, name, reply)
      expect(await visit.page.evaluate('[document.documentElement.lang, document.dir]')).toEqual([
        locale,
        directionOf(locale),
      ])
    }
    expect(requests).toHaveLength(pages.length)
    await expectQuiet(visit, [site])
  })

  it('has no blank lines, empty elements or trailing spaces in its source', () => {
    for (const [name, { body }] of pages)
      expect(body, name).not.toMatch(/\n[ \t]*\n|<(p|ul|h2)[^>]*><\/\1>| >| "|"\s\s|undefined|\[object/)
  })
})

it('each sample page is the one it is named after', () => {
  const statuses = Object.values(pagesIn({ settings, locale: 'en' })).map(({ statusCode }) => statusCode)
  const ask = [200, 422, 422, 429, 200, 200]
  const confirm = [200, 200, 200, 200, 410, 200, 410]
  const unsubscribe = Array<number>(8).fill(200)
  const addressChange = [200, 422, 200, 200, 200, 410, 410, 503, 200, 200, 200, 200]
  const choose = [200, 200, 422, 200, 200, 200, 200]
  const data = [200, 422, 200, 200, 200, 410, 200]
  const receipts = [200, 200, 404]
  const files = [200, 200, 200, 410]
  const problems = [404, 404, 503]
  expect(statuses).toEqual(
    [ask, confirm, unsubscribe, choose, data, addressChange, receipts, files, problems].flat(),
  )
})

describe.each(locales)('a receipt in %s', (locale) => {
  it('prints in black on white, without elements meant for the screen, and legible to the last letter', async () => {
    const { page } = await browser.visit({ scheme: 'dark' })
    await show(page, 'receipt', pagesIn({ settings, locale }).receipt)
    await page.emulateMedia({ media: 'print' })
    // A4 without its margins.
    await page.setViewportSize({ width: 658, height: 986 })
    for (const name of ['.screen', '.languages', 'footer'])
      expect(await page.isVisible(name), name).toBe(false)
    const colours =
      '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.documentElement))'
    expect(await page.evaluate(colours)).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  it('links to its other languages without the token that opened it', async () => {
    const { page } = await browser.visit()
    await show(page, 'receipt', pagesIn({ settings, locale }).receipt)
    const links = page.locator('.languages a')
    const targets = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    expect(targets).toEqual(locales.filter((other) => other !== locale).map((other) => `?locale=${other}`))
  })
})

describe('a theme', () => {
  const logo =
    'data:image/svg+xml;base64,' +
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#7a1f3d"/></svg>',
    ).toString('base64')
  const themed: Settings = {
    ...settings,
    theme: { light: { accent: '#7a1f3d', background: '#f3f4f8' }, dark: { background: '#0c0c14' }, logo },
  }

  it.each(locales)('leaves every page and mail accessible, in %s, light and dark', async (locale) => {
    const [{ page }, mailbox] = [await browser.visit(), await browser.visit()]
    const pages = pagesIn({ settings: themed, locale })
    await show(page, 'form', pages.form)
    for (const scheme of ['light', 'dark'] as const) {
      for (const window of [page, mailbox.page]) await window.emulateMedia({ colorScheme: scheme })
      for (const [name, { body }] of Object.entries(pages)) await expectWell(page, `${name}, ${scheme}`, body)
      for (const { subject, html } of mailsIn(themed, locale))
        await expectWell(mailbox.page, `${subject}, ${scheme}`, html, wcagTags)
    }
  })

  it('shows its logo, which names the organisation, without a request', async () => {
    const visit = await browser.visit()
    await show(visit.page, 'form', pagesIn({ settings: themed, locale: 'en' }).form)
    const image = visit.page.getByRole('link', { name: settings.organisation.name }).getByRole('img')
    expect(await image.evaluate(({ naturalWidth }) => naturalWidth)).toBe(200)
    await expectQuiet(visit, [site])
  })
})

describe('a form shown again with errors', () => {
  it('says so in its title, begins with the summary, and ties each message to its field', async () => {
    const { page } = await browser.visit()
    await show(page, 'errors', pagesIn({ settings, locale: 'en' }).errors)
    expect(await page.title()).toMatch(/^There is a problem – Hear about our work/)
    expect(await page.evaluate('document.activeElement.className')).toBe('summary')
    const summary = page.getByRole('alert').getByRole('link')
    const targets = await summary.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(targets).toEqual(Object.values(leads).map((field) => `#${field}`))
    for (const [text, field] of Object.entries(leads)) {
      await page.getByRole('link', { name: text }).press('Enter')
      const control = page.locator(':focus')
      expect(await control.getAttribute('id')).toBe(field)
      expect(await control.getAttribute('aria-invalid')).toBe('true')
      expect(await page.getByText(text).count(), 'in the summary and beside the field').toBe(2)
    }
  })

  const leads = {
    'Enter an email address': 'email',
    'Your name must be 60 characters or fewer': 'name',
    'Choose at least one': 'topic-stories',
    'Tick the box': 'consent',
  }
})

async function inEveryLook(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  for (const { width, scheme } of looks) {
    await page.setViewportSize({ width, height: 740 })
    await page.emulateMedia({ colorScheme: scheme })
    await check(`at ${width} px, ${scheme}`)
  }
}

async function expectWell(page: Page, name: string, html: string, tags?: string[]): Promise<void> {
  await page.setContent(html)
  await expectAccessible(page, { name, ...(tags && { tags }) })
  await expectNoSidewaysScroll(page, name)
}

/** WCAG 1.4.10 by itself, and with the spacing of 1.4.12. A sheet of the browser's own, as a person's would be, needs no leave. */
async function expectReflow(page: Page, name: string, html: string): Promise<void> {
  await page.setContent(html)
  await expectNoSidewaysScroll(page, name)
  await page.evaluate(`{
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(${JSON.stringify(textSpacing)})
    document.adoptedStyleSheets = [sheet]
  }`)
  await expectNoSidewaysScroll(page, `${name}, with text spacing`)
}

const textSpacing =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}'

/** Answers like API Gateway, including the policy that says what the page may do. */
async function show(page: Page, name: string, reply: Reply | undefined): Promise<void> {
  if (!reply) throw new Error(`no page ${name}`)
  const { statusCode: status, headers, body } = reply
  await page.route(`${site}/${name}`, (route) => route.fulfill({ status, headers: { ...headers }, body }), {
    times: 1,
  })
  await page.goto(`${site}/${name}`)
}
