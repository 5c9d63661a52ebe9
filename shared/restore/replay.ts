import type { Instant, SupporterEvent } from '../domain/events.ts'
import { evolve } from '../domain/evolve.ts'
import { lapse } from '../domain/lapse.ts'
import { detailsIn } from '../domain/profile.ts'
import { type InactiveState, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { consentIn, type LedgerItem } from '../store/ledger-item.ts'

/** What the ledger makes of a restored record. */
export interface Replayed {
  readonly supporter: Supporter
  /** They wait for their confirmation, or are subscribed: but under an address that came after the backup and is gone. */
  readonly lost?: 'pending' | 'subscribed'
}

/**
 * Folds what the ledger says happened since onto a record restored from a backup. The ledger holds nothing personal,
 * and nothing personal is made up: a name or evidence that came since stays away, a name that was corrected since goes,
 * and whoever is only known by an address that came since is unknown, or as they were before they asked. Pure.
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
 * Rebuilds the event as far as the ledger knows it. Personal details that were saved with the preferences are taken for
 * those on record, since most do not change them.
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
