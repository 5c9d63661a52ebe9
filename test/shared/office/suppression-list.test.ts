import { describe, expect, it } from 'vitest'
import { parseSuppressionList } from '../../../shared/office/suppression-list.ts'

const read = (text: string) =>
  parseSuppressionList(text)?.map(({ row, address }) => [row, address?.canonical()])

describe('a list of people never to be mailed', () => {
  it.each([
    [
      'with a column "email"',
      'id,email\n1,a@example.org\n2,B@Example.ORG\n',
      [
        [2, 'a@example.org'],
        [3, 'b@example.org'],
      ],
    ],
    ['with another name for it', 'Name;E-mail address\nAnn;a@example.org\n', [[2, 'a@example.org']]],
    [
      'with no names at all',
      'a@example.org\nb@example.org\n',
      [
        [1, 'a@example.org'],
        [2, 'b@example.org'],
      ],
    ],
    ['with no names, and the address not first', 'Ann,a@example.org\n', [[1, 'a@example.org']]],
    [
      'with what is no address',
      'email\nnobody\n\n,\na@example.org\n',
      [
        [2, undefined],
        [5, 'a@example.org'],
      ],
    ],
    ['with nobody on it', 'email\n', []],
  ])('%s is read', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each(['', 'name\nAnn\n', 'phone,post\n1,2\n'])('is not %j', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
