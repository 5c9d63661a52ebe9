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
  readonly traces: () => SupporterItems
  /** Returns the milliseconds that this run may still take. */
  readonly timeLeft: () => number
}

/** The numbers of records and data requests from which a run deleted personal data. */
export interface RetentionCounts {
  lapsed: number
  expired: number
  requests: number
}

/** Milliseconds that one page of records takes at most. */
const enoughForAPage = 60_000

/**
 * Goes through all records once a day, a page at a time: deletes unconfirmed sign-ups, data of former supporters that is
 * no longer needed as proof, and closed data requests past their retention. Each removal is an event. If a run stops
 * early, the next one continues from the last page that it finished.
 * @returns whether the round of this day is done
 */
export async function retentionRound(
  deps: RetentionDependencies,
): Promise<RetentionCounts & { done: boolean }> {
  const forgotten: RetentionCounts = { lapsed: 0, expired: 0, requests: 0 }
  const day = deps.today()
  let round = await deps.rounds().current()
  if (round?.done) {
    if (round.day === day) return { ...forgotten, done: true }
    round = undefined
  }
  let from = round?.from
  do {
    if (deps.timeLeft() < enoughForAPage) return { ...forgotten, done: false }
    const page = await deps.records().page(from)
    for (const [id, supporter] of page.records) await forget(deps, id, supporter, forgotten)
    from = page.next
    await deps.rounds().save(compact({ day, done: false, from }))
  } while (from !== undefined)
  await forgetRequests(deps, day, forgotten)
  await deps.rounds().save({ day, done: true })
  return { ...forgotten, done: true }
}

/**
 * Deletes the data of one record that is past its time. Loads the record again first, since the page may be a moment old.
 * Items beside the record go first: until they are gone, the record still says that they must go.
 */
async function forget(
  deps: RetentionDependencies,
  supporterId: SupporterId,
  seen: Supporter,
  forgotten: RetentionCounts,
): Promise<void> {
  const settings = deps.settings()
  const lapsed = (supporter: Supporter) => lapse(supporter, deps.clock(), pendingRetention(settings))
  if (lapsed(seen) === seen && !isPastRetention(seen, deps.clock(), settings)) return
  const carryOut = (command: CommandOf<'lapse' | 'expire'>) =>
    commit(deps.store(), supporterId, command, { ...circumstancesNow(deps), actor: 'system' })

  const stored = await deps.store().load(supporterId)
  const supporter = lapsed(stored)
  if (supporter !== stored) {
    const wait = supporter.status === 'unknown' ? undefined : pendingSpan(stored)
    const sequence = wait ? beginOf(wait.cycle) : 0
    await deps.traces().deleteEvidenceFrom({ supporterId, sequence })
    await carryOut({ type: 'lapse' })
    forgotten.lapsed += 1
  }
  if (isPastRetention(supporter, deps.clock(), settings)) {
    await deps.traces().deleteBefore({ supporterId, sequence: supporter.version })
    await carryOut({ type: 'expire' })
    forgotten.expired += 1
  }
}

/** Deletes closed data requests that are past their retention. The register keeps no events, so the audit trail records it, by id. */
async function forgetRequests(
  deps: RetentionDependencies,
  today: PlainDate,
  forgotten: RetentionCounts,
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
      forgotten.requests += 1
    }
  }
}
