import { expect, it } from 'vitest'
import { describeField, textField } from '../../../shared/web/text-field.ts'

it.each([
  ['Ann\nExample', 'Ann Example'],
  ['Ann\r\nExample\r', 'Ann Example'],
  ['Ann\u2028Example\u0000', 'Ann Example'],
  ['Zoë Example', 'Zoë Example'],
])('a text field that comes back holds %j on one line (HTML, value sanitization)', (typed, shown) => {
  const field = String(textField(describeField('name', 'en'), 'en', { value: typed }))
  expect(field).toContain(` value="${shown}"`)
})
