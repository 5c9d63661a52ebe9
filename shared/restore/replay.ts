import type { Instant, SupporterEvent } from '../domain/events.ts'
import { evolve } from '../domain/evolve.ts'
import { lapse } from '../domain/lapse.ts'
import { detailsIn } from '../domain/profile.ts'
import { type InactiveState, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { consentIn, type LedgerItem } from '../store/ledger-item.ts'

/** A restored record after the ledger's later events. */
export interface Replayed {
  readonly supporter: Supporter
  /** Waits for confirmation, or is subscribed, under an address that came after the backup and is lost. */
  readonly lost?: 'pending' | 'subscribed'
}

/**
 * Folds the ledger's later events onto a record restored from a backup. The ledger holds nothing personal, and
 * nothing personal is made up: a name or evidence that came since is missing, a name that was corrected since is
 * removed, and a person known only by an address that came since is unknown, or as before that sign-up. Pure.
 * @param later the events after the record's version, oldest first
 * @param pendingFor milliseconds that an unconfirmed sign-up is kept
 */
export function replay(restored: Supporter, later: readonly LedgerItem[], pendingFor: number): Replayed {
  const folded = later.reduce((supporter, item) => follow(supporter, item, pendingFor), restored)
  if (folded.address !== undefined) return { supporter: folded }
  switch (folded.status) {
    case 'subscribed':
      return { supporter: unknownSupporter(folded.version, folded.head), lost: 'subscribed' }
    case 'pending':
      return { supporter: standing(folded, folded.before), lost: 'pending' }
    default:
      return { supporter: folded }
  }
}

function follow(supporter: Supporter, item: LedgerItem, pendingFor: number): Supporter {
  const at = Date.parse(item.at)
  const present = lapse(supporter, at, pendingFor)
  return { ...evolve(present, eventIn(item, at, present)), head: item.hash }
}

/**
 * Rebuilds an event as far as the ledger knows it. A name saved with preferences is taken to be the one on record,
 * since most people do not change it.
 */
function eventIn(item: LedgerItem, at: Instant, supporter: Supporter): SupporterEvent {
  const { supporterId: _, schema: __, hash: ___, previous: ____, commitment: _____, ...said } = item
  const { eventId: id, pausedUntil, since, interestEvidence, optOutOfferedAtCollection, ...rest } = said
  return {
    ...rest,
    id,
    at,
    profile: { address: supporter.address },
    ...(item.wording && { consent: consentIn(item) }),
    ...(interestEvidence && { softOptIn: { interestEvidence, optOutOfferedAtCollection } }),
    ...(pausedUntil && { pausedUntil: Date.parse(pausedUntil) }),
    ...(since && { since: Date.parse(since) }),
    ...(item.type === 'preferences-changed' && detailsIn(supporter)),
  } as unknown as SupporterEvent
}

function standing(supporter: Supporter, before: InactiveState): Supporter {
  const { version, head, everConfirmed, bounces } = supporter
  const known = unknownSupporter(version, head)
  return before.status === 'unknown' ? known : { ...known, everConfirmed, bounces, ...before }
}
