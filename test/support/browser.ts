import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { launchBrowser } from './chromium.ts'

/** The window in which a page is viewed. */
export interface Look {
  /** CSS pixels. @default 360, a small phone */
  readonly width?: number
  /** @default light */
  readonly scheme?: 'light' | 'dark'
  /** @default true */
  readonly javaScript?: boolean
  /**
   * The browser's language.
   * @default en-GB
   */
  readonly language?: string
}

/** A page, and what happened in its browser out of sight. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors in the console, such as a policy that blocked something, and uncaught exceptions. */
  readonly complaints: string[]
  /** The origins of all requests. */
  readonly origins: Set<string>
}

/** Starts one Chromium for the tests in a file; every visit has its own cookies, storage and cache. */
export function browserForThisFile(): { visit(look?: Look): Promise<Visit> } {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  return {
    visit: async (look = {}) => {
      const visit = await begin(browser, look)
      onTestFinished(() => visit.context.close())
      return visit
    },
  }
}

export const wcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails with every violation in words: the fault, its place and the remedy. */
export async function expectAccessible(
  page: Page,
  { name = page.url(), tags = [...wcagTags, 'best-practice'] } = {},
): Promise<void> {
  const violations = await violationsOn(page, tags)
  const words = violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ html, failureSummary }) => `  ${html}\n    ${failureSummary}`)
    return `${id}: ${help}\n${places.join('\n')}`
  })
  expect(words.join('\n'), `accessibility of ${name}`).toBe('')
}

/** WCAG 1.4.10: no scrolling in two directions. */
export async function expectNoSidewaysScroll(page: Page, name = page.url()): Promise<void> {
  const width = await page.evaluate(
    'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)',
  )
  expect(width, `width of ${name}`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

/** Checks that nothing was blocked or thrown, no other host was called, and the only cookie is that of a sign-up. */
export async function expectQuiet({ complaints, context, origins }: Visit, ours: string[]): Promise<void> {
  expect(complaints).toEqual([])
  expect((await context.cookies()).filter(({ name }) => name !== '__Host-sign-up')).toEqual([])
  expect([...origins].filter((origin) => !ours.includes(origin))).toEqual([])
}

/** Loading axe into a page takes longer than running it, so a page that already has it is only checked again. */
async function violationsOn(page: Page, tags: string[]): Promise<AxeResults['violations']> {
  const options = { resultTypes: ['violations' as const] }
  if (await page.evaluate<boolean>("typeof axe === 'object'")) {
    const again = JSON.stringify({ ...options, runOnly: tags })
    return page.evaluate(`axe.run(document, ${again}).then(({ violations }) => violations)`)
  }
  // Legacy mode skips frames, which a sandbox blocks anyway, and needs no second page.
  const axe = new AxeBuilder({ page }).setLegacyMode().options(options).withTags(tags)
  return (await axe.analyze()).violations
}

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>

async function begin(browser: Browser, look: Look): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 360, height: 740 },
    colorScheme: look.scheme ?? 'light',
    javaScriptEnabled: look.javaScript ?? true,
    locale: look.language ?? 'en-GB',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  const visit: Visit = { page: await context.newPage(), context, complaints: [], origins: new Set() }
  watch(visit)
  return visit
}

function watch({ context, complaints, origins }: Visit): void {
  context.on('console', (message) => {
    // The console also repeats every status from 400 on, which the test itself checks.
    const status = /^Failed to load resource: the server responded with a status/
    if (message.type() === 'error' && !status.test(message.text())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:') origins.add(origin)
  })
}
