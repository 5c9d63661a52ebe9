import type { Page } from 'playwright-core'

/** An element where the Tab key stops, as it looks at that moment. */
export interface Stop {
  /** The name used in failures. */
  readonly name: string
  readonly box: Box
  /** Whether it is in the window with its whole outline, and not covered. */
  readonly inSight: boolean
  /** The contrast of the outline with its surroundings, or 1 if there is none or it also shows without focus. */
  readonly contrast: number
}

interface Box {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** Returns every stop of the Tab key from the start of the page to its end, in order. */
export async function stopsOf(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  await page.evaluate(toTheBeginning)
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<Stop | undefined>(stopHere)
    if (!stop) return stops
    stops.push(stop)
  }
}

/** Counts the elements where Tab should stop: one for each group of radio buttons. */
export function countOfStops(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter((control) => control.type !== 'hidden' && control.tabIndex >= 0 && !control.disabled)
    const radios = new Set(controls.filter(({ type }) => type === 'radio').map(({ name }) => name))
    return controls.filter(({ type }) => type !== 'radio').length + radios.size
  })()`)
}

/** Lists stops that are not below the one before, or further along the same line. */
export function disorderIn(stops: readonly Stop[], direction: 'ltr' | 'rtl'): string[] {
  return stops.flatMap((stop, i) => {
    const before = stops[i - 1]
    return !before || follows(before.box, stop.box, direction) ? [] : [`${before.name}, then ${stop.name}`]
  })
}

function follows(before: Box, after: Box, direction: 'ltr' | 'rtl'): boolean {
  if (after.top >= before.bottom) return true
  const sameLine = after.bottom > before.top
  return sameLine && (direction === 'ltr' ? after.left >= before.right : after.right <= before.left)
}

/** Waits two frames, in which scrolling finishes after a focus or a new page. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** Waits until the page has focused an element that asks for it: Tab continues from the last focus. */
const toTheBeginning = `${drawn}.then(() => {
  window.met = new Set()
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  document.activeElement.blur()
  scrollTo(0, 0)
})`

/**
 * Runs in the page. A link over several lines counts as its first line. The surroundings of an outline are the
 * background of the nearest ancestor that has one, never of the control itself, because the outline has an offset.
 */
const stopHere = `${drawn}.then(() => {
  const element = document.activeElement
  if (!element || element === document.body || element === document.documentElement || met.has(element)) return
  met.add(element)
  const [first = element.getBoundingClientRect()] = element.getClientRects()
  const box = { top: first.top + scrollY, bottom: first.bottom + scrollY, left: first.left, right: first.right }
  const middle = document.elementFromPoint((first.left + first.right) / 2, (first.top + first.bottom) / 2)
  const { outlineOffset, outlineWidth } = getComputedStyle(element)
  const ring = parseFloat(outlineOffset) + parseFloat(outlineWidth)
  const inWindow = first.width >= 1 && first.top >= ring && first.bottom <= innerHeight - ring
    && first.left >= ring && first.right <= innerWidth - ring
  const inSight = inWindow && (middle === element || element.contains(middle))
  const outline = () => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    return outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? undefined : outlineColor
  }
  const focused = outline()
  const behind = (of) => {
    const { backgroundColor } = getComputedStyle(of)
    return /, 0\\)$/.test(backgroundColor) && of.parentElement ? behind(of.parentElement) : backgroundColor
  }
  const luminance = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrastOf = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  const around = behind(element.parentElement)
  element.blur()
  const changed = focused !== undefined && outline() === undefined
  element.focus()
  const name = element.id || element.innerText || element.name
  return { name, box, inSight, contrast: changed ? contrastOf(focused, around) : 1 }
})`
