import type { Brought, Circumstances, Outcome } from './commands.ts'
import { react } from './decide.ts'
import { mayMove } from './decisions/address-change.ts'
import type { EmailAddress } from './email-address.ts'
import type { Consent, Instant, SupporterEvent } from './events.ts'
import { lapse, pendingFor } from './lapse.ts'
import { pauseAt } from './pause.ts'
import { pendingArrival, type Supporter } from './supporter.ts'
import type { SupporterId } from './supporter-id.ts'

/** The two records of a move: the one that is left, and the one that it leads to. */
export interface Ends<T> {
  readonly from: T
  readonly to: T
}

/** At most one event in each of the two records. */
export interface MoveDecision {
  readonly outcome: Outcome
  readonly steps: Partial<Ends<{ readonly event: SupporterEvent; readonly after: Supporter }>>
}

/**
 * A move is asked for at one end and offered at the other. The outcome says nothing of the other: whether a mail goes
 * there is for its pace and its reader's wishes. While an offer of this very move waits, it is only mailed once more.
 */
export function decideAsking(
  { from, to }: Ends<Supporter>,
  { ids, address }: { readonly ids: Ends<SupporterId>; readonly address: EmailAddress },
  now: Ends<Circumstances>,
): MoveDecision {
  const offered = pendingArrival(lapse(to, now.to.at, pendingFor(now.to.policy)))?.from
  const isOffered = offered?.supporterId === ids.from && offered.sequence === from.moving?.sequence
  const asked = isOffered && mayMove(from) ? undefined : react(from, { type: 'ask-to-move' }, now.from)
  if (asked && !asked.event) return { outcome: asked.outcome, steps: {} }
  const sequence = asked?.event?.sequence ?? offered?.sequence ?? 0
  const offer = react(
    to,
    {
      type: 'offer-move',
      from: { supporterId: ids.from, sequence },
      profile: { address },
      locale: from.locale ?? 'en',
    },
    now.to,
  )
  return { outcome: 'accepted', steps: { ...stepOf('from', asked), ...stepOf('to', offer) } }
}

/** What a press at the new address needs to know beside the two records. */
export interface Completion {
  readonly ids: Ends<SupporterId>
  /** From the link. */
  readonly cycle: number
  readonly linkExpiresAt: Instant
  /** What was agreed to last, as the ledger has it. */
  readonly consent?: Consent
  /** Whether the notice to the address that is left has gone out. */
  readonly told: boolean
}

/** Completes a move at both ends, with what is true of both now, or changes nothing. */
export function decideCompleting(
  { from, to }: Ends<Supporter>,
  { ids, cycle, linkExpiresAt, consent, told }: Completion,
  now: Ends<Circumstances>,
): MoveDecision {
  const asked = pendingArrival(to)?.from.sequence ?? 0
  const away = react(from, { type: 'move-away', to: ids.to, asked }, now.from)
  const brings = away.event && consent && broughtBy(from, ids.from, consent, now.from.at)
  const here = react(to, { type: 'move-here', cycle, linkExpiresAt, ...(brings && { brings }) }, now.to)
  if (here.event && !told) return { outcome: 'too-soon', steps: {} }
  if (here.event) return { outcome: 'moved', steps: { ...stepOf('from', away), ...stepOf('to', here) } }
  const refused = here.outcome === 'nothing-to-move' && !away.event ? away.outcome : here.outcome
  return { outcome: refused, steps: {} }
}

function broughtBy(
  from: Supporter,
  supporterId: SupporterId,
  consent: Consent,
  at: Instant,
): Brought | undefined {
  if (!mayMove(from)) return undefined
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

function stepOf(end: keyof Ends<unknown>, reaction: ReturnType<typeof react> | undefined) {
  return reaction?.event && { [end]: { event: reaction.event, after: reaction.after } }
}
