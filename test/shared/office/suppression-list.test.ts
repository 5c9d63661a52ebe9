import { describe, expect, it } from 'vitest'
import { parseSuppressionList } from '../../../shared/office/suppression-list.ts'

const read = (text: string) =>
  parseSuppressionList(text)?.map(({ row, address }) => [row, address?.canonical()])

describe('a suppression list', () => {
  it.each([
    [
      'with a column "email"',
      'id,email\n1,a@example.org\n2,B@Example.ORG\n',
      [
        [2, 'a@example.org'],
        [3, 'b@example.org'],
      ],
    ],
    ['with another name for that column', 'Name;E-mail address\nAnn;a@example.org\n', [[2, 'a@example.org']]],
    [
      'without a header',
      'a@example.org\nb@example.org\n',
      [
        [1, 'a@example.org'],
        [2, 'b@example.org'],
      ],
    ],
    [
      'without a header, and with the address not in the first column',
      'Ann,a@example.org\n',
      [[1, 'a@example.org']],
    ],
    [
      'with invalid addresses',
      'email\nnobody\n\n,\na@example.org\n',
      [
        [2, undefined],
        [5, 'a@example.org'],
      ],
    ],
    ['without any people', 'email\n', []],
  ])('can be read %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each(['', 'name\nAnn\n', 'phone,post\n1,2\n'])('cannot be %j', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
