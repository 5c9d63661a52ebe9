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
  readonly traces: SupporterItems
}

/** How many people, by what became of them. */
export interface Reconciled {
  /** As they were: nothing happened since the backup. */
  unchanged: number
  /** Brought up to what the ledger says. */
  folded: number
  /** Among them: erased again. */
  erasedAgain: number
  /** Among them: on no list any more, though the backup had them on one. */
  leftAgain: number
  /** Subscribed since the backup, under an address that nobody has any more: they would have to sign up again. */
  subscribersLost: number
  /** Waiting for their confirmation, likewise. */
  requestsLost: number
  /** The record knows more than the ledger: the ledger is the older one, and this person is left alone. */
  ahead: number
}

/** Writes that name a version which somebody changed meanwhile are decided on again, so often. */
const attempts = 3

/**
 * After a table of supporters was restored from a backup: brings each record up to what the ledger says, so that
 * nobody who left comes back subscribed, and nobody who was erased comes back at all. Goes through the whole ledger;
 * may be stopped and run again, and changes nothing the second time. The ledger itself is only read, but for the end
 * of an erasure that the loss interrupted.
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
      // Begun, and interrupted by the loss; or by a death of this very run.
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

/** @returns false if somebody else wrote the record meanwhile */
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
  // First what stands beside the record: while that is not done, the record still says that it is behind.
  await forgetBeside(deps, supporterId, later)
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

async function forgetBeside(
  deps: ReconcileDependencies,
  supporterId: SupporterId,
  later: readonly LedgerItem[],
): Promise<void> {
  const forgot = later.findLast(({ type }) => eventTraits[type].clears)
  if (!forgot) return
  const { sequence } = forgot
  const cycle = eventTraits[forgot.type].clears === 'cycle' ? cycleIn(forgot) : undefined
  if (cycle === undefined) await deps.traces.deleteBefore({ supporterId, sequence })
  else await deps.traces.deleteEvidenceFrom({ supporterId, sequence: beginOf(cycle) })
}

/** Its mail went out before the loss, or never will: what proves it is gone with the backup's age. */
async function endErasure(deps: ReconcileDependencies, id: SupporterId, begun: Sequence): Promise<void> {
  const command = { type: 'finish-erasure', begun, notified: [] } as const
  await commit(deps.store(), id, command, { ...circumstancesNow(deps), actor: 'system' })
}
