import { beginOf, eventTraits, type Sequence } from '../domain/events.ts'
import { pendingRetention } from '../domain/lapse.ts'
import type { Supporter } from '../domain/supporter.ts'
import { unknownSupporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'
import { cycleIn, type LedgerItem } from '../store/ledger-item.ts'
import type { RestoredTables } from '../store/restored-tables.ts'
import type { SupporterItems } from '../store/supporter-items.ts'
import { replay } from './replay.ts'

export type ReconcileDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'> & {
  readonly tables: RestoredTables
  readonly supporterItems: SupporterItems
}

/** The number of people for each result of the reconciliation. */
export interface Reconciled {
  /** Nothing happened since the backup. */
  unchanged: number
  /** Brought up to date with the ledger. */
  folded: number
  /** Among the folded: erased again. */
  erasedAgain: number
  /** Among the folded: mailed according to the backup, and no longer. */
  leftAgain: number
  /** Subscribed since the backup; their address is lost, and they have to sign up again. */
  subscribersLost: number
  /** Signed up since the backup and did not confirm; their address is lost. */
  requestsLost: number
  /** The record is newer than the ledger, so the ledger is the older of the two: left unchanged. */
  ahead: number
}

/** The number of attempts: a write that conflicts with another is decided again. */
const attempts = 3

/**
 * Brings each record of a restored Supporters table up to date with the ledger, so that a person who unsubscribed
 * does not return as subscribed, and a person who was erased does not return at all. Reads the whole ledger; may be
 * stopped and run again, and changes nothing the second time. Writes to the ledger only the end of an erasure that
 * the loss interrupted.
 */
export async function reconcile(deps: ReconcileDependencies): Promise<Reconciled> {
  const counts: Reconciled = {
    unchanged: 0,
    folded: 0,
    erasedAgain: 0,
    leftAgain: 0,
    subscribersLost: 0,
    requestsLost: 0,
    ahead: 0,
  }
  for await (const [id, last] of deps.tables.people()) await bringUp(deps, id, last, counts)
  return counts
}

async function bringUp(
  deps: ReconcileDependencies,
  id: SupporterId,
  last: number,
  counts: Reconciled,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const restored = await deps.tables.profile(id)
    if (restored && restored.version > last) {
      counts.ahead += 1
      return
    }
    if (restored?.version === last) {
      // An erasure interrupted by the loss, or by a crash of this command.
      if (restored.erasing === undefined) counts.unchanged += 1
      else {
        await endErasure(deps, id, restored.erasing)
        counts.folded += 1
        counts.erasedAgain += 1
      }
      return
    }
    const events = await deps.tables.events(id)
    if (await follow(deps, id, restored, events, counts)) return
  }
  throw new Error('a record kept changing: is the restored table in use already?')
}

/**
 * Folds the later events onto a restored record.
 * @returns false if the record changed meanwhile
 */
async function follow(
  deps: ReconcileDependencies,
  supporterId: SupporterId,
  restored: Supporter | undefined,
  events: readonly LedgerItem[],
  counts: Reconciled,
): Promise<boolean> {
  const before = restored ?? unknownSupporter()
  const later = events.filter(({ sequence }) => sequence > before.version)
  const { supporter, lost } = replay(before, later, pendingRetention(deps.settings()))
  // Delete the items beside the record first: until that is done, the record still shows that it is behind.
  await deleteItemsBeside(deps, supporterId, later)
  const isKnown = supporter.status !== 'unknown'
  if (!(await deps.tables.write(supporterId, restored, isKnown ? supporter : undefined))) return false
  if (supporter.erasing !== undefined) await endErasure(deps, supporterId, supporter.erasing)
  if (!restored && !isKnown) counts.unchanged += lost ? 0 : 1
  else counts.folded += 1
  if (later.some(({ type }) => type === 'erasure-begun')) counts.erasedAgain += 1
  if (before.status === 'subscribed' && supporter.status !== 'subscribed') counts.leftAgain += 1
  if (lost === 'subscribed') counts.subscribersLost += 1
  if (lost === 'pending') counts.requestsLost += 1
  return true
}

async function deleteItemsBeside(
  deps: ReconcileDependencies,
  supporterId: SupporterId,
  later: readonly LedgerItem[],
): Promise<void> {
  const clearing = later.findLast(({ type }) => eventTraits[type].clears)
  if (!clearing) return
  const { sequence } = clearing
  const cycle = eventTraits[clearing.type].clears === 'cycle' ? cycleIn(clearing) : undefined
  if (cycle === undefined) await deps.supporterItems.deleteBefore({ supporterId, sequence })
  else await deps.supporterItems.deleteEvidenceFrom({ supporterId, sequence: beginOf(cycle) })
}

/** Finishes an erasure. Its mail was sent before the loss, or never will be: the proof is as old as the backup. */
async function endErasure(deps: ReconcileDependencies, id: SupporterId, begun: Sequence): Promise<void> {
  const command = { type: 'finish-erasure', begun, notified: [] } as const
  await commit(deps.store(), id, command, { ...circumstancesNow(deps), actor: 'system' })
}
