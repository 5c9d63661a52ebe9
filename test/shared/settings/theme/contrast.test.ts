import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, mix } from '../../../../shared/settings/theme/colour.ts'
import { contrastProblems } from '../../../../shared/settings/theme/contrast.ts'
import { paletteOf } from '../../../../shared/settings/theme/palette.ts'

describe('the contrast of two colours', () => {
  // The first three are examples of WCAG and its working group.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0b5563', '#0b5563', 1],
  ])('of %s and %s is %d:1 either way round', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })
})

describe('a theme', () => {
  it('with no settings has enough contrast', () => {
    expect(contrastProblems({ light: {}, dark: {} })).toEqual([])
  })

  it('with too little contrast is told the pair, the ratio and a colour that would pass', () => {
    expect(contrastProblems({ light: { accent: '#e30613' }, dark: {} })).toEqual([
      {
        path: ['light', 'accent'],
        message:
          'links on the background: #e30613 on #f8f4ee has a contrast of 4.45:1, below the 4.5:1 of WCAG 2.2 (1.4.3); #e10613 would pass',
      },
    ])
  })

  it.each([
    ['a yellow accent', { light: { accent: '#ffd400' } }, 'light.accent'],
    ['a dark accent in the dark', { dark: { accent: '#0b5563' } }, 'dark.accent'],
    ['a button’s text too like its background', { light: { onAccent: '#8899aa' } }, 'light.onAccent'],
    ['a grey background', { dark: { background: '#777777' } }, 'dark.background'],
  ])('with %s fails, and passes with the suggested colour', (_, changes, setting) => {
    const theme = { light: {}, dark: {}, ...changes }
    const mine = contrastProblems(theme).filter(({ path }) => path.join('.') === setting)
    expect(mine).not.toEqual([])
    for (const { path, message } of mine) {
      const [scheme, colour] = path
      const passing = /(#\w{6}) would pass$/.exec(message)?.[1]
      const corrected = { ...theme, [scheme]: { ...theme[scheme], [colour]: passing } }
      expect(contrastProblems(corrected).filter((other) => other.path.join('.') === setting)).toEqual([])
    }
  })

  it('with one legible light colour is legible in dark mode too', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(colour, fc.double({ min: 0, max: 1, noNaN: true }), (bright, share) => {
        const theme = { light: { accent: mix(bright, '#000000', share) }, dark: {} }
        const problems = contrastProblems(theme)
        fc.pre(!problems.some(({ path }) => path[0] === 'light'))
        expect(problems).toEqual([])
        expect(paletteOf(theme).light.act).toBe(theme.light.accent)
      }),
    )
  })
})
