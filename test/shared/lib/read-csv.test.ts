import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv } from '../../../shared/lib/csv.ts'
import { parseCsv } from '../../../shared/lib/read-csv.ts'

describe('a CSV file', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\rb\r', [['a'], ['b']]],
    [
      '\uFEFFa;b\nc;"d;e"',
      [
        ['a', 'b'],
        ['c', 'd;e'],
      ],
    ],
    ['a\tb', [['a', 'b']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['"a\nb","c""d"', [['a\nb', 'c"d']]],
    ['"never closed,\nx', [['never closed,\nx']]],
    ['a"b', [['a"b']]],
    ['', []],
  ])('of %j has the right rows', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })

  it('is read back as we write it, except for the protective apostrophes', () => {
    const fields = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(fc.array(fc.tuple(fields, fields), { minLength: 1 }), (rows) => {
        const [header, ...read] = parseCsv(csv(['a', 'b'], rows))
        expect(header).toEqual(['a', 'b'])
        const plain = (field: string) => field.replace(/^'(?=[=+\-@\t\r\n\0＝＋－＠])/, '')
        expect(read.map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)))
      }),
    )
  })
})
