import type { Page } from 'playwright-core'

/** Something that the Tab key stops at, as it looks there. */
export interface Stop {
  /** What a failure calls it. */
  readonly name: string
  readonly box: Box
  /** In the window with all of its outline, and not covered by something else. */
  readonly inSight: boolean
  /** Of the outline to what lies around it. 1 where there is none, or where it is there without the focus too. */
  readonly contrast: number
}

interface Box {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** Every stop of the Tab key from the page's beginning to its end, in the order of the stops. */
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

/** What Tab should stop at: of a group of radio buttons, one. */
export function countOfStops(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter((control) => control.type !== 'hidden' && control.tabIndex >= 0 && !control.disabled)
    const radios = new Set(controls.filter(({ type }) => type === 'radio').map(({ name }) => name))
    return controls.filter(({ type }) => type !== 'radio').length + radios.size
  })()`)
}

/** Where one stop does not come after the one before it: lower on the page, or on the same line further along it. */
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

/** What a focus or a new page brings with it, such as scrolling, is there with the second frame. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** Not before the page has given the focus to what asks for it. Where the focus was last, Tab would go on. */
const toTheBeginning = `${drawn}.then(() => {
  window.met = new Set()
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
  document.activeElement.blur()
  scrollTo(0, 0)
})`

/**
 * Runs in the page. A link of several lines counts as its first. What lies around an outline is the background of the
 * nearest ancestor that has one, never of the control itself: the outline stands off from it.
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
