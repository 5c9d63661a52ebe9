import { setTimeout as sleep } from 'node:timers/promises'
import type { PlainDate } from '../domain/requests/calendar.ts'
import { isOpen, whenErased } from '../domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../domain/requests/request-id.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { log } from '../lib/log.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { RequestStore } from '../store/request-store.ts'
import type { SupporterItems } from '../store/supporter-items.ts'
import type { Recipients } from './recipients.ts'

export type ErasureDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'> & {
  readonly traces: () => SupporterItems
  readonly recipients: () => Pick<Recipients, 'notifyErased'>
  readonly register: () => Pick<RequestStore, 'ofSupporter' | 'load' | 'append' | 'erasePersonal'>
  /** All of a supporter's events. */
  readonly chain: (id: SupporterId) => Promise<readonly LedgerItem[]>
  /** The day that it is where the charity is. */
  readonly today: () => PlainDate
  /** Milliseconds to look out for the last mail before coming back later. */
  readonly patience: number
}

/** `waiting`: the last mail is on its way, and needs the address: come again. */
export type ErasureProgress = 'finished' | 'waiting'

/** A mail that did not go by then never may: nothing that is to be erased depends on one. The stream keeps a day. */
const longestWait = 20 * 60 * 60 * 1000
const pause = 250

/**
 * Carries out what an `erasure-begun` event asks for beside the record itself, which that event emptied of all but
 * what its mail needs: deletes what stands beside the profile, waits for the mail, tells recipients, and at last has
 * the address forgotten. Every step is safe to repeat, and what comes after one comes only when it is done: so it may
 * die anywhere, and be run again from the beginning.
 */
export async function continueErasure(
  deps: ErasureDependencies,
  begun: LedgerItem<'erasure-begun'>,
): Promise<ErasureProgress> {
  const { supporterId, eventId } = begun
  const at = Date.parse(begun.at)
  await deps.traces().deleteBefore(begun)
  await forgetRequests(deps, begun)
  for (const earlier of await earlierRecords(deps, supporterId))
    await forgetRequests(deps, { supporterId: earlier, at: begun.at })
  if (!(await isTold(deps, begun))) {
    if (deps.clock() - at < longestWait) return 'waiting'
    log('error', 'erasureUntold', { eventId })
  }
  const notified = deps.settings().dataProtection.recipients.map(({ name }) => name)
  if (notified.length > 0) await deps.recipients().notifyErased({ supporterId, at, eventId })
  const command = { type: 'finish-erasure', begun: begun.sequence, notified } as const
  await commit(deps.store(), supporterId, command, circumstancesNow(deps))
  log('info', 'erased', { eventId })
  return 'finished'
}

/**
 * What is personal in the person's requests: in the one that asked for this, which the index may not know yet, and in
 * all others that came before; those still open end by it, but for a complaint.
 */
async function forgetRequests(
  deps: ErasureDependencies,
  { supporterId, dataRequest, at }: Pick<LedgerItem, 'supporterId' | 'dataRequest' | 'at'>,
): Promise<void> {
  const register = deps.register()
  const own = dataRequest === undefined ? undefined : parseRequestId(dataRequest)
  if (own) await register.erasePersonal(own)
  for (const { id, registeredAt } of await register.ofSupporter(supporterId)) {
    if (id === own || registeredAt > Date.parse(at)) continue
    if (await endRequest(deps, id)) await register.erasePersonal(id)
  }
}

/** @returns whether it is closed */
async function endRequest(deps: ErasureDependencies, id: RequestId): Promise<boolean> {
  const today = deps.today()
  const before = await deps.register().load(id)
  const ended = before && whenErased(before, { at: deps.clock(), today })
  if (!ended) return before !== undefined && !isOpen(before.state)
  if (!(await deps.register().append(before, ended.event, ended.after, today)))
    throw new Error('an officer changed the request meanwhile: it comes again')
  return !isOpen(ended.after.state)
}

/** The same person's under the addresses that they moved from, where nobody has begun anew since. */
async function earlierRecords(
  deps: ErasureDependencies,
  supporterId: SupporterId,
  known: readonly SupporterId[] = [],
): Promise<readonly SupporterId[]> {
  let found = known
  for (const event of await deps.chain(supporterId)) {
    const earlier = event.type === 'address-changed-from' ? event.from.supporterId : undefined
    if (!earlier || found.includes(earlier)) continue
    const { changedTo } = await deps.store().load(earlier)
    if (changedTo === supporterId) found = await earlierRecords(deps, earlier, [...found, earlier])
  }
  return found
}

/** Sent, given up, or owed no more. */
async function isTold(deps: ErasureDependencies, begun: LedgerItem): Promise<boolean> {
  if (!begun.mail) return true
  const until = deps.clock() + deps.patience
  for (;;) {
    if (await deps.traces().isClosed(begun)) return true
    const { erasing, address } = await deps.store().load(begun.supporterId)
    if (erasing !== begun.sequence || !address) return true
    if (deps.clock() >= until) return false
    await sleep(pause)
  }
}
