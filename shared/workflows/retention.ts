import type { CommandOf } from '../domain/commands.ts'
import { beginOf } from '../domain/events.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import { addMonths, type PlainDate } from '../domain/requests/calendar.ts'
import { isPastRetention } from '../domain/retention.ts'
import { pendingSpan, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import type { OfficeRuntime } from '../office/office-runtime.ts'
import { circumstancesNow } from '../runtime.ts'
import { commit } from '../store/commit.ts'
import type { RetentionRounds, SupporterPages } from '../store/retention-rounds.ts'
import type { SupporterItems } from '../store/supporter-items.ts'

export type RetentionDependencies = Pick<
  OfficeRuntime,
  'settings' | 'clock' | 'newId' | 'store' | 'requests' | 'audit' | 'today'
> & {
  readonly rounds: () => RetentionRounds
  readonly records: () => SupporterPages
  readonly supporterItems: () => SupporterItems
  /** Returns the milliseconds that this run may still take. */
  readonly timeLeft: () => number
}

/** The numbers of records and data requests from which a run deleted personal data. */
export interface RetentionCounts {
  lapsed: number
  expired: number
  requests: number
}

/** The most milliseconds that one page of records takes. */
const maxPageTime = 60_000

/**
 * Goes through all records once a day, a page at a time: deletes unconfirmed sign-ups, data of former supporters that
 * is no longer needed as proof, and closed data requests past their retention. Each deletion is an event. If a run
 * stops early, the next one continues from the last page that it finished.
 * @returns whether this day's round is done
 */
export async function retentionRound(
  deps: RetentionDependencies,
): Promise<RetentionCounts & { done: boolean }> {
  const deleted: RetentionCounts = { lapsed: 0, expired: 0, requests: 0 }
  const day = deps.today()
  let round = await deps.rounds().current()
  if (round?.done) {
    if (round.day === day) return { ...deleted, done: true }
    round = undefined
  }
  let from = round?.from
  do {
    if (deps.timeLeft() < maxPageTime) return { ...deleted, done: false }
    const page = await deps.records().page(from)
    for (const [id, supporter] of page.records) await deletePastRetention(deps, id, supporter, deleted)
    from = page.next
    await deps.rounds().save(compact({ day, done: false, from }))
  } while (from !== undefined)
  await deleteRequests(deps, day, deleted)
  await deps.rounds().save({ day, done: true })
  return { ...deleted, done: true }
}

/**
 * Deletes the data of one record that is past its retention. Loads the record again first, since the page may be a
 * moment old. Items beside the record are deleted first: until then, the record still shows that they must be.
 */
async function deletePastRetention(
  deps: RetentionDependencies,
  supporterId: SupporterId,
  seen: Supporter,
  deleted: RetentionCounts,
): Promise<void> {
  const settings = deps.settings()
  const withoutLapsed = (supporter: Supporter) => lapse(supporter, deps.clock(), pendingRetention(settings))
  if (withoutLapsed(seen) === seen && !isPastRetention(seen, deps.clock(), settings)) return
  const carryOut = (command: CommandOf<'lapse' | 'expire'>) =>
    commit(deps.store(), supporterId, command, { ...circumstancesNow(deps), actor: 'system' })

  const stored = await deps.store().load(supporterId)
  const supporter = withoutLapsed(stored)
  if (supporter !== stored) {
    const pending = supporter.status === 'unknown' ? undefined : pendingSpan(stored)
    const sequence = pending ? beginOf(pending.cycle) : 0
    await deps.supporterItems().deleteEvidenceFrom({ supporterId, sequence })
    await carryOut({ type: 'lapse' })
    deleted.lapsed += 1
  }
  if (isPastRetention(supporter, deps.clock(), settings)) {
    await deps.supporterItems().deleteBefore({ supporterId, sequence: supporter.version })
    await carryOut({ type: 'expire' })
    deleted.expired += 1
  }
}

/**
 * Deletes closed data requests that are past their retention. The register keeps no events, so the audit trail
 * records it, by id.
 */
async function deleteRequests(
  deps: RetentionDependencies,
  today: PlainDate,
  deleted: RetentionCounts,
): Promise<void> {
  const before = addMonths(today, -deps.settings().retention.requestMonths)
  for (;;) {
    const requests = await deps.requests().closedBefore(before)
    if (requests.length === 0) return
    for (const { id, supporterId } of requests) {
      const act = {
        eventId: deps.newId(),
        at: deps.clock(),
        action: 'remove-request',
        outcome: 'allowed',
      } as const
      await deps.audit().append(compact({ ...act, officer: 'system', request: id, subject: supporterId }))
      await deps.requests().remove(id)
      deleted.requests += 1
    }
  }
}
