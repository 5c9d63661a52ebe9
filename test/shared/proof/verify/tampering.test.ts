import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../../../shared/chain/hashing.ts'
import { verifyChain } from '../../../../shared/proof/verify/chain.ts'
import type { Fault } from '../../../../shared/proof/verify/finding.ts'
import { verifyFile } from '../../../../shared/proof/verify/verify.ts'
import { type LedgerItem, consentIn as ledgerConsent } from '../../../../shared/store/ledger-item.ts'
import {
  confirming,
  type FullReceipt,
  type Held,
  heldAfter,
  proofsIn,
  receiptFor,
  signUpIn,
  unsubscribing,
} from '../../../support/receipts.ts'

/** A supporter's commands, decided and written by the real code; some lead to no event. */
const life = fc
  .array(
    fc.constantFrom(
      signUpIn('en'),
      signUpIn('fr', ['stories', 'emergencies']),
      signUpIn('ar', ['events'], 'events'),
      confirming,
      unsubscribing,
      { type: 'unsubscribe', method: 'link' } as const,
      { type: 'bounce', mail: 99 } as const,
      { type: 'complaint', mail: 99 } as const,
    ),
    { maxLength: 12 },
  )
  .map((commands) => heldAfter(signUpIn('en'), confirming, ...commands))

/** A receipt for them: sealed in two seals up to some event, and with some of its evidence erased. */
const lives = fc
  .record({ held: life, sealedTo: fc.nat(14), erased: fc.nat(2 ** 14) })
  .map(({ held, sealedTo, erased }): Life => {
    const half = Math.ceil(sealedTo / 2)
    const proofs = proofsIn(held.events.slice(0, half), held.events.slice(half, sealedTo))
    const receipt = receiptFor(held, proofs)
    const evidence = receipt.evidence.filter(({ sequence }) => (erased & (1 << sequence)) === 0)
    return { held, receipt: { ...receipt, evidence } }
  })

interface Life {
  readonly held: Held
  readonly receipt: FullReceipt
}

const faultsOf = (receipt: object): readonly Fault[] => verifyFile(JSON.stringify(receipt)).faults
const located = (faults: readonly Fault[]) => [...new Set(faults.map(({ event }) => event))]
const first = (faults: readonly Fault[]) =>
  Math.min(
    ...faults.filter(({ part }) => part === 'chain').map(({ event }) => event ?? Number.POSITIVE_INFINITY),
  )

describe('an untouched chain', () => {
  it('has no faults, whether sealed or not, erased or not', () => {
    fc.assert(
      fc.property(lives, ({ held, receipt }) => {
        expect(faultsOf(receipt)).toEqual([])
        const { version, head } = held.profile
        expect(verifyChain(held.events, receipt.evidence, { version, head }).faults).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

/** The parts that a byte may be changed in, as they stand in the file, with the events that each concerns. */
function partsOf(receipt: FullReceipt): { text: string; events: readonly number[] }[] {
  const naming = (kind: 'wording' | 'notice', text: { hash: string }) =>
    receipt.chain
      .filter((event) => ledgerConsent(event)?.[kind].hash === text.hash)
      .map(({ sequence }) => sequence)
  return [
    ...receipt.chain.map((event) => ({ text: JSON.stringify(event), events: [event.sequence] })),
    ...receipt.evidence.map((item) => ({ text: JSON.stringify(item), events: [item.sequence] })),
    ...receipt.wordings.map((text) => ({ text: JSON.stringify(text), events: naming('wording', text) })),
    ...receipt.notices.map((text) => ({ text: JSON.stringify(text), events: naming('notice', text) })),
    ...Object.entries(receipt.proofs).map(([sequence, proof]) => ({
      text: `"${sequence}":${JSON.stringify(proof)}`,
      events: [Number(sequence)],
    })),
  ]
}

/** Decodes a file like the command line. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return ''
  }
}

/** Another spelling of the same value, such as `\u001F` for `\u001f`, is not tampering. */
function saysTheSame(text: string, other: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), JSON.parse(other))
  } catch {
    return false
  }
}

const parses = (text: string) => saysTheSame(text, text)

describe('a changed byte in an event, evidence, text, seal or path', () => {
  it('is always found, at the right event', () => {
    fc.assert(
      fc.property(
        lives,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        ({ receipt }, which, where, mask) => {
          const text = JSON.stringify(receipt)
          const parts = partsOf(receipt)
          const part = parts[which % parts.length] ?? { text: '', events: [] }
          const bytes = Buffer.from(text)
          const at = bytes.indexOf(part.text) + (where % Buffer.byteLength(part.text))
          bytes[at] = (bytes[at] ?? 0) ^ mask
          const tampered = decode(bytes)
          fc.pre(!saysTheSame(text, tampered) || verifyFile(tampered).faults.length > 0)
          const { faults } = verifyFile(tampered)
          expect(faults.length).toBeGreaterThan(0)
          // A member that now has the name of another is reported under that name.
          const twice = faults.some(({ part, what }) => part === 'file' && what.endsWith('occurs twice'))
          if (parses(tampered) && !twice)
            expect(located(faults)).toEqual(expect.arrayContaining([oneOf(part.events, faults)]))
        },
      ),
      { numRuns: 800 },
    )
  })
})

/** Returns the event that a fault names among those concerned, or else the first of them, so that the failure shows. */
const oneOf = (events: readonly number[], faults: readonly Fault[]) =>
  events.find((event) => located(faults).includes(event)) ?? events[0]

const withChain = (receipt: FullReceipt, chain: readonly object[]) => ({ ...receipt, chain })
const place = (receipt: FullReceipt, n: number) => n % receipt.chain.length

describe('an event', () => {
  it('that was deleted is reported missing', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ held, receipt }, n) => {
        const i = place(receipt, n)
        const { version, head } = held.profile
        const chain = receipt.chain.toSpliced(i, 1)
        expect(first(verifyChain(chain, [], { version, head }).faults)).toBe(i + 1)
        expect(faultsOf(withChain(receipt, chain)).length > 0 || isBlindEnd(receipt, i)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('that was swapped with another is reported out of place, and so is the other', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), ({ receipt }, n, m) => {
        const [i, j] = [place(receipt, n), place(receipt, m)].toSorted((a, b) => a - b) as [number, number]
        fc.pre(i !== j)
        const [one, other] = [receipt.chain[i], receipt.chain[j]] as [LedgerItem, LedgerItem]
        const faults = faultsOf(withChain(receipt, receipt.chain.with(i, other).with(j, one)))
        expect(located(faults)).toEqual([i + 1, j + 1])
      }),
      { numRuns: 300 },
    )
  })

  it('that was inserted twice is reported as a duplicate', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), ({ receipt }, n, m) => {
        const [i, copied] = [n % (receipt.chain.length + 1), place(receipt, m)]
        const copy = receipt.chain[copied] as LedgerItem
        const faults = faultsOf(withChain(receipt, receipt.chain.toSpliced(i, 0, copy)))
        expect(located(faults)).toEqual([copied + 1])
      }),
      { numRuns: 300 },
    )
  })

  it('that was invented and inserted with a matching hash is found in its place', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.boolean(), ({ held, receipt }, n, renumbered) => {
        const i = place(receipt, n)
        const { hash: _, ...content } = { ...(receipt.chain[i] as LedgerItem), eventId: 'made-up' }
        const forged = { ...content, hash: hashOf(content) }
        const after = receipt.chain.slice(i).map((event) => ({ ...event, sequence: event.sequence + 1 }))
        const chain = [...receipt.chain.slice(0, i), forged, ...(renumbered ? after : receipt.chain.slice(i))]
        const { version, head } = held.profile
        const { faults } = verifyChain(chain, [], { version, head })
        // After renumbering, the invented event matches those before it, but not those after it.
        expect(first(faults)).toBe(renumbered ? i + 2 : i + 1)
        if (receipt.proofs[String(i + 1)])
          expect(located(faultsOf(withChain(receipt, chain)))).toContain(i + 1)
      }),
      { numRuns: 300 },
    )
  })

  it('that was cut off the end with all that follow is reported missing against the record', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ held, receipt }, n) => {
        const left = place(receipt, n)
        const { version, head } = held.profile
        const { faults } = verifyChain(held.events.slice(0, left), [], { version, head })
        expect(first(faults)).toBe(left + 1)
      }),
      { numRuns: 300 },
    )
  })
})

/** The last event, with nothing left in the file that tells of it: only the record or an older receipt can. */
function isBlindEnd({ chain, evidence, proofs }: FullReceipt, i: number): boolean {
  const { sequence = 0, type = '' } = chain[i] ?? {}
  const mentioned = ['sign-up-requested', 'confirmed', 'withdrawn', 'complained'].includes(type)
  const left = evidence.some((item) => item.sequence === sequence) || String(sequence) in proofs
  return i === chain.length - 1 && !mentioned && !left
}

describe('a chain rewritten from some event on', () => {
  it('is found out by a seal of a later event, or by the record', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ held, receipt }, n) => {
        const i = place(receipt, n)
        const chain = rewritten(receipt.chain, i)
        const { version, head } = held.profile
        expect(first(verifyChain(chain, [], { version, head }).faults)).toBe(chain.length)
        const sealed = Object.keys(receipt.proofs).some((sequence) => Number(sequence) > i)
        if (sealed) expect(located(faultsOf(withChain(receipt, chain)))).toContain(i + 1)
      }),
      { numRuns: 200 },
    )
  })
})

/** Acts like a person who can write the ledger: changes an event, and hashes it and all later ones again. */
function rewritten(chain: readonly LedgerItem[], i: number): object[] {
  const written: { hash: string }[] = []
  chain.forEach((event, n) => {
    const { hash: _, previous: __, ...content } = event
    const previous = written.at(-1)?.hash
    const changed = {
      ...content,
      ...(n === i && { at: '2020-01-01T00:00:00.000Z' }),
      ...(previous && { previous }),
    }
    written.push(n < i ? event : { ...changed, hash: hashOf(changed) })
  })
  return written
}
