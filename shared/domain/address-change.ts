import type { CarriedOver, Circumstances, Outcome } from './commands.ts'
import { decideAndEvolve } from './decide.ts'
import { mayChangeAddress } from './decisions/address-change.ts'
import type { EmailAddress } from './email-address.ts'
import type { Consent, Cycle, Instant, SupporterEvent } from './events.ts'
import { lapse, pendingRetention } from './lapse.ts'
import { pauseAt } from './pause.ts'
import { incomingAddressChange, type Supporter } from './supporter.ts'
import type { SupporterId } from './supporter-id.ts'

/** The two records of a move: the one that is left, and the one that it leads to. */
export interface BothEnds<T> {
  readonly from: T
  readonly to: T
}

/** At most one event in each of the two records. */
export interface AddressChangeDecision {
  readonly outcome: Outcome
  readonly steps: Partial<BothEnds<{ readonly event: SupporterEvent; readonly after: Supporter }>>
}

/**
 * A move is asked for at one end and offered at the other. The outcome says nothing of the other: whether a mail goes
 * there is for its pace and its reader's wishes. While an offer of this very move waits, it is only mailed once more.
 */
export function decideAddressChangeRequest(
  { from, to }: BothEnds<Supporter>,
  { ids, address }: { readonly ids: BothEnds<SupporterId>; readonly address: EmailAddress },
  now: BothEnds<Circumstances>,
): AddressChangeDecision {
  const offered = incomingAddressChange(lapse(to, now.to.at, pendingRetention(now.to.policy)))?.from
  const isOffered =
    offered?.supporterId === ids.from && offered.sequence === from.outgoingAddressChange?.sequence
  const asked =
    isOffered && mayChangeAddress(from)
      ? undefined
      : decideAndEvolve(from, { type: 'request-address-change' }, now.from)
  if (asked && !asked.event) return { outcome: asked.outcome, steps: {} }
  const sequence = asked?.event?.sequence ?? offered?.sequence ?? 0
  const offer = decideAndEvolve(
    to,
    {
      type: 'offer-address-change',
      from: { supporterId: ids.from, sequence },
      profile: { address },
      locale: from.locale ?? 'en',
    },
    now.to,
  )
  return { outcome: 'accepted', steps: { ...stepOf('from', asked), ...stepOf('to', offer) } }
}

/** What a press at the new address needs to know beside the two records. */
export interface AddressChangeCompletion {
  readonly ids: BothEnds<SupporterId>
  /** From the link. */
  readonly cycle: Cycle
  readonly linkExpiresAt: Instant
  /** What was agreed to last, as the ledger has it. */
  readonly consent?: Consent
  /** Whether the notice to the address that is left has gone out. */
  readonly told: boolean
}

/** Completes a move at both ends, with what is true of both now, or changes nothing. */
export function decideAddressChangeCompletion(
  { from, to }: BothEnds<Supporter>,
  { ids, cycle, linkExpiresAt, consent, told }: AddressChangeCompletion,
  now: BothEnds<Circumstances>,
): AddressChangeDecision {
  const asked = incomingAddressChange(to)?.from.sequence ?? 0
  const away = decideAndEvolve(from, { type: 'change-address-to', to: ids.to, asked }, now.from)
  const brings = away.event && consent && broughtBy(from, ids.from, consent, now.from.at)
  const here = decideAndEvolve(
    to,
    { type: 'change-address-from', cycle, linkExpiresAt, ...(brings && { brings }) },
    now.to,
  )
  if (here.event && !told) return { outcome: 'too-soon', steps: {} }
  if (here.event)
    return { outcome: 'address-changed', steps: { ...stepOf('from', away), ...stepOf('to', here) } }
  const refused = here.outcome === 'no-address-to-change' && !away.event ? away.outcome : here.outcome
  return { outcome: refused, steps: {} }
}

function broughtBy(
  from: Supporter,
  supporterId: SupporterId,
  consent: Consent,
  at: Instant,
): CarriedOver | undefined {
  if (!mayChangeAddress(from)) return undefined
  const { version: sequence, head: hash, topics, softOptIn, since, name } = from
  const pausedUntil = pauseAt(from, at)
  return {
    from: { supporterId, sequence, ...(hash !== undefined && { hash }) },
    consent: { ...consent, topics },
    ...(softOptIn && { softOptIn }),
    since,
    locale: from.locale ?? consent.locale,
    ...(name !== undefined && { name }),
    ...(pausedUntil !== undefined && { pausedUntil }),
  }
}

function stepOf(end: keyof BothEnds<unknown>, reaction: ReturnType<typeof decideAndEvolve> | undefined) {
  return reaction?.event && { [end]: { event: reaction.event, after: reaction.after } }
}
