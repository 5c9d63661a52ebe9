import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { directionOf } from '../../shared/messages/index.ts'
import { locales } from '../../shared/settings/locale.ts'
import { browserForThisFile } from '../support/browser.ts'
import { settings } from '../support/builders.ts'
import { pagesIn } from '../support/every-page.ts'
import { countOfStops, disorderIn, stopsOf } from '../support/keyboard.ts'

const browser = browserForThisFile()

describe.each(locales)('with the Tab key, every page in %s', (locale) => {
  const pages = Object.entries(pagesIn({ settings, locale }))

  it.each([
    { width: 360, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
  ] as const)(
    'focuses every control once, in reading order, visible and outlined ($width px, $scheme)',
    async ({ width, scheme }) => {
      const { page } = await browser.visit({ width, scheme })
      for (const [name, { body }] of pages) {
        await page.setContent(body)
        await expectWholeWay(page, name)
      }
    },
  )
})

async function expectWholeWay(page: Page, name: string): Promise<void> {
  const controls = await countOfStops(page)
  const stops = await stopsOf(page)
  const direction = directionOf(await page.evaluate('document.documentElement.lang'))
  expect(stops.length, `stops on ${name}`).toBe(controls)
  expect(disorderIn(stops, direction), `order on ${name}`).toEqual([])
  // WCAG 2.4.11, 2.4.7, 1.4.11.
  expect(namesOf(stops.filter(({ inSight }) => !inSight)), `out of sight on ${name}`).toEqual([])
  expect(namesOf(stops.filter(({ contrast }) => !(contrast >= 3))), `hardly marked on ${name}`).toEqual([])
}

const namesOf = (stops: readonly { readonly name: string }[]) => stops.map(({ name }) => name)
