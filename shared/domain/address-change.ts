import { compact } from '../lib/compact.ts'
import type { CarriedOver, Circumstances, Decision, OutcomeOf } from './commands.ts'
import { decideAndEvolve } from './decide.ts'
import { mayChangeAddress } from './decisions/address-change.ts'
import type { EmailAddress } from './email-address.ts'
import type { Consent, Cycle, Instant, SupporterEvent } from './events.ts'
import { lapse, pendingRetention } from './lapse.ts'
import { pauseAt } from './pause.ts'
import { detailsIn } from './profile.ts'
import { incomingAddressChange, type Supporter } from './supporter.ts'
import type { SupporterId } from './supporter-id.ts'

/** The two records of an address change: at the old address, and at the new one. */
export interface BothEnds<T> {
  readonly from: T
  readonly to: T
}

/** At most one event in each of the two records. */
export interface AddressChangeDecision<Outcome extends string = string> {
  readonly outcome: Outcome
  readonly steps: Partial<BothEnds<{ readonly event: SupporterEvent; readonly after: Supporter }>>
}

export type AddressChangeRequestOutcome = OutcomeOf<'request-address-change'>

export type AddressChangeCompletionOutcome =
  | OutcomeOf<'change-address-to' | 'change-address-from'>
  /** The notice to the old address has not been sent yet. */
  | 'too-soon'

/**
 * Requests an address change at the old address and offers it at the new one. The outcome reveals nothing about the
 * new address: whether a mail goes there depends on its allowance and on its reader's wishes. While an offer of the
 * same change is pending, it is only mailed again.
 */
export function decideAddressChangeRequest(
  { from, to }: BothEnds<Supporter>,
  { ids, address }: { readonly ids: BothEnds<SupporterId>; readonly address: EmailAddress },
  now: BothEnds<Circumstances>,
): AddressChangeDecision<AddressChangeRequestOutcome> {
  const offered = incomingAddressChange(lapse(to, now.to.at, pendingRetention(now.to.policy)))?.from
  const isOffered =
    offered?.supporterId === ids.from && offered.sequence === from.outgoingAddressChange?.sequence
  const request =
    isOffered && mayChangeAddress(from)
      ? undefined
      : decideAndEvolve(from, { type: 'request-address-change' }, now.from)
  if (request && !request.event) return { outcome: request.outcome, steps: {} }
  const sequence = request?.event?.sequence ?? offered?.sequence ?? 0
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
  return { outcome: 'accepted', steps: { ...stepOf('from', request), ...stepOf('to', offer) } }
}

/** The facts that completing an address change needs besides the two records. */
export interface AddressChangeCompletion {
  readonly ids: BothEnds<SupporterId>
  /** From the link. */
  readonly cycle: Cycle
  readonly linkExpiresAt: Instant
  /** The latest consent in the ledger. */
  readonly consent?: Consent
  /** Whether the notice to the old address has been sent. */
  readonly noticeSent: boolean
}

/** Completes an address change in both records, as they are now, or changes neither. */
export function decideAddressChangeCompletion(
  { from, to }: BothEnds<Supporter>,
  { ids, cycle, linkExpiresAt, consent, noticeSent }: AddressChangeCompletion,
  now: BothEnds<Circumstances>,
): AddressChangeDecision<AddressChangeCompletionOutcome> {
  const requestSequence = incomingAddressChange(to)?.from.sequence ?? 0
  const away = decideAndEvolve(from, { type: 'change-address-to', to: ids.to, requestSequence }, now.from)
  const carriedOver = away.event && consent && carriedOverFrom(from, ids.from, consent, now.from.at)
  const here = decideAndEvolve(
    to,
    compact({ type: 'change-address-from', cycle, linkExpiresAt, carriedOver }),
    now.to,
  )
  if (here.event && !noticeSent) return { outcome: 'too-soon', steps: {} }
  if (here.event)
    return { outcome: 'address-changed', steps: { ...stepOf('from', away), ...stepOf('to', here) } }
  const refused = here.outcome === 'no-address-to-change' && !away.event ? away.outcome : here.outcome
  return { outcome: refused, steps: {} }
}

function carriedOverFrom(
  from: Supporter,
  supporterId: SupporterId,
  consent: Consent,
  at: Instant,
): CarriedOver | undefined {
  if (!mayChangeAddress(from)) return undefined
  const { version: sequence, head: hash, topics, softOptIn, since } = from
  const pausedUntil = pauseAt(from, at)
  return compact({
    from: compact({ supporterId, sequence, hash }),
    consent: { ...consent, topics },
    softOptIn,
    since,
    locale: from.locale ?? consent.locale,
    ...detailsIn(from),
    pausedUntil,
  })
}

function stepOf(
  end: keyof BothEnds<unknown>,
  decided: (Pick<Decision, 'event'> & { readonly after: Supporter }) | undefined,
) {
  return decided?.event && { [end]: { event: decided.event, after: decided.after } }
}
