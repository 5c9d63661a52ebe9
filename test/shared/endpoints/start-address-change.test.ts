import { describe, expect, it } from 'vitest'
import { newAddress } from '../../../shared/endpoints/start-address-change.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { address, settings } from '../../support/builders.ts'

const context = { settings, locale: 'en' } as const
const { invalid, myData } = messagesIn('en')

describe('the new address typed by a supporter', () => {
  it.each([
    ['an invalid address', 'ann@', 'ann@example.org', invalid.email],
    ['nothing', '', 'ann@example.org', invalid.email],
    ['characters that SES cannot deliver to', 'é@example.org', 'ann@example.org', invalid.undeliverable],
    ['the present address', 'ann@example.org', 'ann@example.org', myData.addressChange.same],
    ['the present address in other case', ' Ann@EXAMPLE.org ', 'ann@example.org', myData.addressChange.same],
    [
      'the present address with its domain in punycode',
      'ann@xn--bcher-kva.example',
      'ann@bücher.example',
      myData.addressChange.same,
    ],
    [
      'the present address in another Unicode form',
      'ann@bu\u0308cher.example',
      'ann@bücher.example',
      myData.addressChange.same,
    ],
  ])('is refused at the field if it is %s', (_, typed, present, detail) => {
    expect(newAddress(context, typed, address(present))).toEqual([{ field: 'email', detail }])
  })

  it('is accepted if it differs, even only by a label', () => {
    expect(newAddress(context, 'ann+new@example.org', address())).not.toBeInstanceOf(Array)
  })
})
