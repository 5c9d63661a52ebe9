import type { FoldableEvent, RecordedEvent } from '../domain/events.ts'
import { evolve } from '../domain/evolve.ts'
import { lapse } from '../domain/lapse.ts'
import { type InactiveState, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { type LedgerItem, recordedEvent } from '../store/ledger-item.ts'

/** A restored record, brought up to the ledger. */
export interface Replayed {
  readonly supporter: Supporter
  /** The status of a record whose address came after the backup and is gone. */
  readonly lost?: 'pending' | 'subscribed'
}

/**
 * Folds the ledger's later events onto a record restored from a backup. The ledger holds nothing personal,
 * and nothing personal is made up: a name or evidence that came since stays away, and a name that was corrected since
 * goes. A record whose address came since is unknown again, or as it was before the request. Pure.
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
  return { ...evolve(present, withNameOf(present, event)), head: item.hash }
}

/** Takes a name saved with the preferences for the one on record, since most savings do not change it. */
function withNameOf({ name }: Supporter, event: RecordedEvent): FoldableEvent {
  return event.type === 'preferences-changed' && name !== undefined ? { ...event, name } : event
}

function standing(supporter: Supporter, before: InactiveState): Supporter {
  const { version, head, everConfirmed, bounces } = supporter
  const known = unknownSupporter(version, head)
  return before.status === 'unknown' ? known : { ...known, everConfirmed, bounces, ...before }
}
