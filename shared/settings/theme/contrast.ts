import { contrast, mix } from './colour.ts'
import { type Palette, paletteOf } from './palette.ts'
import type { SchemeName, Theme, ThemeColour } from './theme.ts'

export interface ContrastProblem {
  /** The setting to change. */
  readonly path: readonly [SchemeName, ThemeColour]
  readonly message: string
}

/** Returns every pair of colours on our pages with too little contrast, in either scheme, and a colour that passes. */
export function contrastProblems(theme: Theme): ContrastProblem[] {
  return (['light', 'dark'] as const).flatMap((scheme) =>
    pairs
      .filter((pair) => !passes(theme, scheme, pair))
      .map((pair) => ({
        path: [scheme, settingOf(theme, scheme, pair)],
        message: inWords(theme, scheme, pair),
      })),
  )
}

interface Pair {
  /** The setting to change. */
  readonly setting: ThemeColour
  readonly what: string
  readonly front: keyof Palette
  readonly back: keyof Palette
  readonly rule: keyof typeof rules
}

/** The minimum contrasts of WCAG 2.2 AA: for text, and for the parts that show a control's place, tick or focus. */
const rules = { '1.4.3': 4.5, '1.4.11': 3 } as const

const pairs: readonly Pair[] = [
  { setting: 'accent', what: 'links on the card', front: 'act', back: 'card', rule: '1.4.3' },
  { setting: 'accent', what: 'links on the background', front: 'act', back: 'paper', rule: '1.4.3' },
  { setting: 'accent', what: 'a ticked box on its tint', front: 'act', back: 'wash', rule: '1.4.11' },
  { setting: 'accent', what: 'text on the accent’s tint', front: 'ink', back: 'wash', rule: '1.4.3' },
  { setting: 'onAccent', what: 'words on a button', front: 'onAct', back: 'act', rule: '1.4.3' },
  { setting: 'onAccent', what: 'words under the pointer', front: 'onAct', back: 'actMore', rule: '1.4.3' },
  { setting: 'background', what: 'text on the background', front: 'ink', back: 'paper', rule: '1.4.3' },
  { setting: 'background', what: 'the footer', front: 'soft', back: 'paper', rule: '1.4.3' },
]

/** Returns the setting behind a pair: a button's text colour is derived from its background, unless it is set. */
function settingOf(theme: Theme, scheme: SchemeName, { setting }: Pair): ThemeColour {
  return setting === 'onAccent' && !theme[scheme].onAccent ? 'accent' : setting
}

const contrastIn = (theme: Theme, scheme: SchemeName, { front, back }: Pair) => {
  const palette = paletteOf(theme)[scheme]
  return contrast(palette[front], palette[back])
}

const passes = (theme: Theme, scheme: SchemeName, pair: Pair) =>
  contrastIn(theme, scheme, pair) >= rules[pair.rule]

function inWords(theme: Theme, scheme: SchemeName, pair: Pair): string {
  const { [pair.front]: front, [pair.back]: back } = paletteOf(theme)[scheme]
  // Rounds down, so that a failing ratio does not read as a passing one.
  const ratio = (Math.floor(contrastIn(theme, scheme, pair) * 100) / 100).toFixed(2)
  const passing = nearestPassing(theme, scheme, settingOf(theme, scheme, pair))
  return `${pair.what}: ${front} on ${back} has a contrast of ${ratio}:1, below the ${rules[pair.rule]}:1 of WCAG 2.2 (${pair.rule})${passing ? `; ${passing} would pass` : ''}`
}

/** Returns the colour nearest to the current one, darker or lighter, with which all pairs that depend on it pass. */
function nearestPassing(theme: Theme, scheme: SchemeName, setting: ThemeColour): string | undefined {
  const { act: accent, onAct: onAccent, paper: background } = paletteOf(theme)[scheme]
  const present = { accent, onAccent, background }[setting]
  const candidates = Array.from({ length: 100 }, (_, i) =>
    ['#000000', '#ffffff'].map((end) => mix(present, end, (i + 1) / 100)),
  ).flat()
  const concerned = pairs.filter((pair) => settingOf(theme, scheme, pair) === setting)
  return candidates.find((candidate) => {
    const changed = { ...theme, [scheme]: { ...theme[scheme], [setting]: candidate } }
    return concerned.every((pair) => passes(changed, scheme, pair))
  })
}
