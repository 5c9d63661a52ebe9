import { contrast, mix } from './colour.ts'
import type { SchemeName, Theme } from './theme.ts'

/** Every colour of a page, each as `#rrggbb`. */
export interface Palette {
  readonly paper: string
  readonly card: string
  readonly ink: string
  /** The colour of secondary text. */
  readonly soft: string
  /** The colour of a field's border. */
  readonly line: string
  /** The colour of decorative dividers. */
  readonly rule: string
  readonly act: string
  /** The colour of hovered actions. */
  readonly actMore: string
  readonly onAct: string
  readonly wash: string
  readonly wrong: string
  readonly washWrong: string
}

/** Derives all colours of a page from the theme. */
export function paletteOf({ light, dark }: Pick<Theme, SchemeName>): Record<SchemeName, Palette> {
  return {
    light: scheme('light', light, light.accent ?? accents.light),
    dark: scheme('dark', dark, dark.accent ?? darkAccentFrom(light.accent)),
  }
}

function scheme(name: SchemeName, { background, onAccent }: Theme[SchemeName], act: string): Palette {
  const { towards, more, wash } = shades[name]
  return {
    ...fixed[name],
    ...(background && { paper: background }),
    act,
    actMore: mix(act, towards, more),
    onAct: onAccent ?? readableOn(act),
    wash: mix(fixed[name].card, act, wash),
  }
}

const black = '#000000'
const white = '#ffffff'

/**
 * The shades made from the action colour: a hovered action moves further from the page colour; a wash is a trace of
 * it.
 */
const shades = {
  light: { towards: black, more: 0.25, wash: 0.07 },
  dark: { towards: white, more: 0.33, wash: 0.1 },
}

const accents = { light: '#0b5563', dark: '#86d3dd' }

const fixed = {
  light: {
    paper: '#f8f4ee',
    card: '#ffffff',
    ink: '#26211c',
    soft: '#5d554d',
    line: '#7d7267',
    rule: '#e6ddd1',
    wrong: '#a4161a',
    washWrong: '#fdf1ef',
  },
  dark: {
    paper: '#15130f',
    card: '#1f1c17',
    ink: '#f2ede5',
    soft: '#c3b9ac',
    line: '#978b7c',
    rule: '#3a342c',
    wrong: '#ffb0a6',
    washWrong: '#3a211e',
  },
}

/** Returns the same hue for the dark scheme, light enough to read, if the organisation sets only one colour. */
function darkAccentFrom(accent: string | undefined): string {
  if (accent === undefined) return accents.dark
  const tints = Array.from({ length: 20 }, (_, i) => mix(accent, white, i / 20))
  return tints.find((tint) => contrast(tint, fixed.dark.card) >= 8) ?? white
}

function readableOn(colour: string): string {
  const shade = mix(colour, black, 0.8)
  return contrast(white, colour) >= contrast(shade, colour) ? white : shade
}
