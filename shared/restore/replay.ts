import type { FoldableEvent, RecordedEvent } from '../domain/events.ts'
import { evolve } from '../domain/evolve.ts'
import { lapse } from '../domain/lapse.ts'
import { detailsIn } from '../domain/profile.ts'
import { type InactiveState, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { type LedgerItem, recordedEvent } from '../store/ledger-item.ts'

/** A restored record after the ledger's later events. */
export interface Replayed {
  readonly supporter: Supporter
  /** Set if the person is pending, or subscribed, under an address that is newer than the backup and lost. */
  readonly lost?: 'pending' | 'subscribed'
}

/**
 * Folds the ledger's later events onto a record restored from a backup. The ledger holds nothing personal, and
 * nothing personal is made up: newer names and evidence are missing, a name corrected since is removed, and a person
 * known only by a newer address is unknown, or as before that sign-up. Pure.
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
  const event = recordedEvent(item)
  const present = lapse(supporter, event.at, pendingFor)
  return { ...evolve(present, withDetailsOf(present, event)), head: item.hash }
}

/** Uses the personal details on record for those saved with the preferences, since most people do not change them. */
function withDetailsOf(supporter: Supporter, event: RecordedEvent): FoldableEvent {
  return event.type === 'preferences-changed' ? { ...event, ...detailsIn(supporter) } : event
}

function standing(supporter: Supporter, before: InactiveState): Supporter {
  const { version, head, everConfirmed, bounces } = supporter
  const known = unknownSupporter(version, head)
  return before.status === 'unknown' ? known : { ...known, everConfirmed, bounces, ...before }
}
