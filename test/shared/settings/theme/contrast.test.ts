import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, mix } from '../../../../shared/settings/theme/colour.ts'
import { contrastProblems } from '../../../../shared/settings/theme/contrast.ts'
import { paletteOf } from '../../../../shared/settings/theme/palette.ts'

describe('the contrast of two colours', () => {
  // The first three as WCAG and its working group's examples give them.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0b5563', '#0b5563', 1],
  ])('of %s and %s is %d:1, whichever stands in front', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })
})

describe('a theme', () => {
  it('that sets nothing can be read', () => {
    expect(contrastProblems({ light: {}, dark: {} })).toEqual([])
  })

  it('is told which pair is too hard to tell apart, by how much, and what would pass', () => {
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
    ['words too like their button', { light: { onAccent: '#8899aa' } }, 'light.onAccent'],
    ['a grey background', { dark: { background: '#777777' } }, 'dark.background'],
  ])('with %s fails, and passes with what the message names', (_, changes, setting) => {
    const theme = { light: {}, dark: {}, ...changes }
    const mine = contrastProblems(theme).filter(({ path }) => path.join('.') === setting)
    expect(mine).not.toEqual([])
    for (const { path, message } of mine) {
      const [scheme, colour] = path
      const passing = /(#\w{6}) would pass$/.exec(message)?.[1]
      const mended = { ...theme, [scheme]: { ...theme[scheme], [colour]: passing } }
      expect(contrastProblems(mended).filter((other) => other.path.join('.') === setting)).toEqual([])
    }
  })

  it('that names one colour that can be read in the light can be read in the dark', () => {
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
