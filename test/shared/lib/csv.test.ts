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
    ).toBe('\uFEFFwhat,when\r\nأهلًا,1\r\n,true\r\n')
  })

  it.each([
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\r\nb', '"a\r\nb"'],
    [' a ', ' a '],
  ])('quotes %j as RFC 4180 requires', (value, expected) => {
    expect(csv(['x'], [[value]])).toBe(`\uFEFFx\r\n${expected}\r\n`)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '=cmd|"/c calc"!A0'])(
    'turns %j into text, which a spreadsheet would otherwise run',
    (value) => {
      expect(csv(['x'], [[value]])).toMatch(/^\uFEFFx\r\n"?'/)
    },
  )

  it('leaves numbers alone, including negative ones', () => {
    expect(csv(['x'], [[-1]])).toBe('\uFEFFx\r\n-1\r\n')
  })
})
