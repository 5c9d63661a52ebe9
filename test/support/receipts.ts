import { createHash } from 'node:crypto'
import { hashed, type InclusionProof, pageOf, proofOnPage, sealedTree } from '../../shared/chain/seal.ts'
import type { Command, CommandOf } from '../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../shared/domain/decide.ts'
import type { Consent, Evidence } from '../../shared/domain/events.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import {
  incomingAddressChange,
  pendingSignUp,
  type RecordedEvidence,
  type Supporter,
  unknownSupporter,
} from '../../shared/domain/supporter.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import { currentNotice, shownWording } from '../../shared/domain/wording.ts'
import { type Receipt, receiptOf } from '../../shared/proof/receipt/receipt.ts'
import type { Locale } from '../../shared/settings/locale.ts'
import { type LedgerItem, toLedgerItem } from '../../shared/store/ledger-item.ts'
import type { MailMarker } from '../../shared/store/look-up.ts'
import { unpackEvidence } from '../../shared/store/packed-evidence.ts'
import { type SupporterItem, toSupporterItems } from '../../shared/store/supporter-item.ts'
import {
  address,
  circumstances,
  consent,
  days,
  formEvidence,
  hours,
  minutes,
  settings,
  signUp,
  start,
  supporterId,
} from './builders.ts'

/** A supporter as stored in the two tables, written by the product's own code. */
export interface Held {
  readonly supporter: Supporter
  readonly profile: SupporterItem
  readonly olderEvidence: readonly RecordedEvidence[]
  readonly mails: readonly MailMarker[]
  readonly events: readonly LedgerItem[]
}

let salts = 0
/** Returns 128 bits that look random, so that no two salts are alike. */
const saltOf = (n: number) =>
  createHash('sha256').update(String(n)).digest().subarray(0, 16).toString('base64url')

/** Decides and appends commands half an hour apart, as the store does. */
export function heldAfter(...commands: (Command | ((supporter: Supporter) => Command))[]): Held {
  let supporter: Supporter = unknownSupporter()
  const events: LedgerItem[] = []
  const older: RecordedEvidence[] = []
  commands.forEach((command, i) => {
    salts += 1
    const evidence: Evidence = formEvidence(saltOf(salts))
    const now = circumstances(start + minutes(30 * i), { evidence: evidence })
    const resolved = typeof command === 'function' ? command(supporter) : command
    const { event, after } = decideAndEvolve(supporter, resolved, now)
    if (!event) return
    const item = toLedgerItem(supporterId, event, supporter.head)
    events.push(item)
    supporter = { ...after, head: item.hash }
    const stored = toSupporterItems(supporterId, supporter, pendingRetention(settings))
    if (stored.older) older.push(...unpackEvidence(stored.older.evidence))
    supporter = { ...supporter, evidence: unpackEvidence(stored.profile.evidence) }
  })
  const { profile } = toSupporterItems(supporterId, supporter, pendingRetention(settings))
  return { supporter, profile, olderEvidence: older, mails: [], events }
}

/** A consent to the form's current wording. */
export function consentIn(locale: Locale, topics = ['stories'], form = 'newsletter'): Consent {
  const { text: _, ...wording } = shownWording(settings, form, locale)
  const { text: __, ...notice } = currentNotice(settings, locale)
  return consent({ form, locale, topics, wording, notice })
}

export const signUpIn = (...shown: Parameters<typeof consentIn>): Command => signUp(consentIn(...shown))

export const confirmation = (cycle: number): Command => ({
  type: 'confirm',
  cycle,
  linkExpiresAt: start + days(100),
})
/** Presses the link of a pending sign-up. */
export const confirming = (supporter: Supporter): Command =>
  confirmation(pendingSignUp(supporter)?.cycle ?? 0)
export const unsubscribing: Command = { type: 'unsubscribe', method: 'one-click' }

/** Ann's record at the new address of an address change. */
export const otherId = supporterIdOf(address('other@example.org'), 'test key')
export const offered = (changes: Partial<CommandOf<'offer-address-change'>> = {}): Command => ({
  type: 'offer-address-change',
  from: { supporterId: otherId, sequence: 3 },
  profile: { address: address() },
  locale: 'en',
  ...changes,
})
export const arriving = (supporter: Supporter, brought = consentIn('en', ['emergencies'])): Command => ({
  type: 'change-address-from',
  cycle: incomingAddressChange(supporter)?.cycle ?? 0,
  linkExpiresAt: start + days(100),
  carriedOver: {
    from: { supporterId: otherId, sequence: 3, hash: 'h'.repeat(43) },
    consent: brought,
    since: start - days(40),
    locale: 'en',
    name: 'Ann',
  },
})
/** Ann's record at the old address of an address change, after the request. */
export const departing = (supporter: Supporter): Command => ({
  type: 'change-address-to',
  to: otherId,
  requestSequence: supporter.outgoingAddressChange?.sequence ?? 0,
})

/** More evidence than fits into the profile. */
export const manyNames = Array.from(
  { length: 12 },
  (_, n): Command => ({ type: 'rectify', name: `Ann ${n}` }),
)

/** Seals events together with others, one seal for each group, and proves each. */
export function proofsIn(...groups: (readonly LedgerItem[])[]): Record<string, InclusionProof> {
  const proofs: Record<string, InclusionProof> = {}
  let previous: string | undefined
  groups.forEach((group, i) => {
    const others = Array.from({ length: 5 + i }, (_, n) => toLedgerItemOfOther(n + 10 * i).hash)
    const bytes = [...group.map(({ hash }) => hash), ...others].map((hash) => Buffer.from(hash, 'base64url'))
    const { count, root, pages, directory } = sealedTree(
      new Set(bytes.map((hash) => hash.toString('latin1'))),
    )
    const seal = hashed({
      number: i + 7,
      from: new Date(start + days(i)).toISOString(),
      to: new Date(start + days(i + 1)).toISOString(),
      count,
      root: root.toString('base64url'),
      ...(previous !== undefined && { previous }),
    })
    previous = seal.hash
    for (const { sequence, hash } of group) {
      const wanted = Buffer.from(hash, 'base64url')
      const page = pageOf(directory, wanted)
      const proof = proofOnPage(seal, directory, page, pages[page] ?? Buffer.alloc(0), wanted)
      if (!proof) throw new Error('a sealed event has a proof')
      proofs[String(sequence)] = proof
    }
  })
  return proofs
}

/** A receipt with evidence, as older versions issued it and as an export has it. */
export type FullReceipt = Omit<Receipt, 'evidence'> & { readonly evidence: readonly RecordedEvidence[] }

export function receiptFor(held: Held, proofs: Receipt['proofs'] = {}): FullReceipt {
  const made = receiptOf(settings, held, proofs, start + days(30))
  if (!made) throw new Error('there is a receipt')
  return { ...made.receipt, evidence: [...held.olderEvidence, ...held.supporter.evidence] }
}

/** Returns a receipt with everything it can contain: two languages, an end, two seals, and one unsealed event. */
export function fullReceipt(): { held: Held; receipt: FullReceipt } {
  const held = heldAfter(
    signUpIn('en'),
    confirmation(1),
    signUpIn('fr', ['events'], 'events'),
    confirmation(3),
    unsubscribing,
  )
  const proofs = proofsIn(held.events.slice(0, 2), held.events.slice(2, 4))
  return { held, receipt: receiptFor(held, proofs) }
}

function toLedgerItemOfOther(n: number): LedgerItem {
  const { event } = decideAndEvolve(unknownSupporter(), signUp(), circumstances(start + hours(n)))
  if (!event) throw new Error('a sign-up is an event')
  return toLedgerItem(supporterId, event, undefined)
}
