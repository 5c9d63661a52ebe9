import { describe, expect, it } from 'vitest'
import { csv } from '../../../shared/lib/csv.ts'

describe('CSV', () => {
  it('has a header, ends each line with CRLF, and marks itself as UTF-8 for spreadsheets', () => {
    expect(
      csv(
        ['what', 'when'],
        [
          ['أهلًا', 1],
          [undefined, true],
        ],
      ),
    ).toBe('\uFEFF"what","when"\r\n"أهلًا","1"\r\n"","true"\r\n')
  })

  it.each([
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\r\nb', '"a\r\nb"'],
    [' a ', '" a "'],
    ['a;b', '"a;b"'],
  ])('quotes %j as RFC 4180 requires', (value, expected) => {
    expect(csv(['x'], [[value]])).toBe(`\uFEFF"x"\r\n${expected}\r\n`)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '=cmd|"/c calc"!A0'])(
    'turns %j into text, which a spreadsheet would otherwise run',
    (value) => {
      expect(csv(['x'], [[value]])).toMatch(/^\uFEFF"x"\r\n"'/)
    },
  )

  it('leaves numbers alone, including negative ones', () => {
    expect(csv(['x'], [[-1]])).toBe('\uFEFF"x"\r\n"-1"\r\n')
  })

  it.each(['Ann;=1+1', 'Ann\t=1+1', 'Ann\n@SUM(A1)', ';;-1', 'Ann\r\n+1'])(
    'lets no cell of %j begin like a formula where a semicolon or a tab parts cells',
    (value) => {
      const line = csv(['x'], [['first', value]]).slice('\uFEFF"x"\r\n'.length)
      for (const cell of line.split(/[;\t\r\n]/)) expect(cell).not.toMatch(/^"?[=+\-@]/)
    },
  )
})
