import { describe, expect, it } from 'vitest'
import { newAddress } from '../../../shared/endpoints/start-address-change.ts'
import { messagesIn } from '../../../shared/messages/index.ts'
import { address, settings } from '../../support/builders.ts'

const context = { settings, locale: 'en' } as const
const { invalid, myData } = messagesIn('en')

describe('what is typed for a new address', () => {
  it.each([
    ['no address', 'ann@', 'ann@example.org', invalid.email],
    ['nothing', '', 'ann@example.org', invalid.email],
    ['letters that SES cannot deliver to', 'é@example.org', 'ann@example.org', invalid.undeliverable],
    ['the present address', 'ann@example.org', 'ann@example.org', myData.addressChange.same],
    ['the same in other case', ' Ann@EXAMPLE.org ', 'ann@example.org', myData.addressChange.same],
    [
      'the same with its domain in punycode',
      'ann@xn--bcher-kva.example',
      'ann@bücher.example',
      myData.addressChange.same,
    ],
    [
      'the same in another Unicode form',
      'ann@bu\u0308cher.example',
      'ann@bücher.example',
      myData.addressChange.same,
    ],
  ])('as %s is told at the field', (_, typed, present, detail) => {
    expect(newAddress(context, typed, address(present))).toEqual([{ field: 'email', detail }])
  })

  it('is taken where it is another, with a label too', () => {
    expect(newAddress(context, 'ann+new@example.org', address())).not.toBeInstanceOf(Array)
  })
})
