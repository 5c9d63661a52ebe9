import { setTimeout as sleep } from 'node:timers/promises'
import type { PlainDate } from '../domain/requests/calendar.ts'
import { isOpen, recordErasure } from '../domain/requests/request.ts'
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
  readonly supporterItems: () => SupporterItems
  readonly recipients: () => Pick<Recipients, 'notifyErased'>
  readonly register: () => Pick<RequestStore, 'ofSupporter' | 'load' | 'append' | 'erasePersonal'>
  /** All of a supporter's events. */
  readonly chain: (id: SupporterId) => Promise<readonly LedgerItem[]>
  /** Today's date where the charity is. */
  readonly today: () => PlainDate
  /** Milliseconds to wait for the last mail before retrying later. */
  readonly patience: number
}

/** `waiting`: the last mail is still being sent and needs the address. Retry. */
export type ErasureProgress = 'finished' | 'waiting'

/**
 * Milliseconds to wait for the last mail: an erasure must not depend on it indefinitely, and the stream keeps a day.
 */
const longestWait = 20 * 60 * 60 * 1000
const pause = 250

/**
 * Continues the erasure that an `erasure-begun` event began, after which the record holds only the data that the last
 * mail needs: deletes the items beside the profile, waits for the mail, notifies recipients, and finally deletes the
 * address. Each step is safe to repeat and begins only when the one before is done, so that an erasure that stopped
 * anywhere can be run again from the beginning.
 */
export async function continueErasure(
  deps: ErasureDependencies,
  begun: LedgerItem<'erasure-begun'>,
): Promise<ErasureProgress> {
  const { supporterId, eventId } = begun
  const at = Date.parse(begun.at)
  await deps.supporterItems().deleteBefore(begun)
  await deleteRequests(deps, begun)
  for (const earlier of await earlierRecords(deps, supporterId))
    await deleteRequests(deps, { supporterId: earlier, at: begun.at })
  if (!(await isMailSettled(deps, begun))) {
    if (deps.clock() - at < longestWait) return 'waiting'
    log('error', 'erasureMailUnsent', { eventId })
  }
  const notified = deps.settings().dataProtection.recipients.map(({ name }) => name)
  if (notified.length > 0) await deps.recipients().notifyErased({ supporterId, at, eventId })
  const command = { type: 'finish-erasure', begun: begun.sequence, notified } as const
  await commit(deps.store(), supporterId, command, circumstancesNow(deps))
  log('info', 'erased', { eventId })
  return 'finished'
}

/**
 * Deletes the personal data in the person's data requests: in the one that caused this erasure, which the index may
 * not hold yet, and in all earlier ones. This closes open requests, except complaints.
 */
async function deleteRequests(
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

/**
 * Records the erasure in a data request.
 * @returns whether the request is closed
 */
async function endRequest(deps: ErasureDependencies, id: RequestId): Promise<boolean> {
  const today = deps.today()
  const before = await deps.register().load(id)
  const ended = before && recordErasure(before, { at: deps.clock(), today })
  if (!ended) return before !== undefined && !isOpen(before.state)
  if (!(await deps.register().append(before, ended.event, ended.after, today)))
    throw new Error('an officer changed the data request meanwhile: the erasure will be retried')
  return !isOpen(ended.after.state)
}

/** Finds the same person's records at earlier addresses, unless a new sign-up has reused them. */
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

/** Checks whether the last mail was sent, given up, or is no longer owed. */
async function isMailSettled(deps: ErasureDependencies, begun: LedgerItem): Promise<boolean> {
  if (!begun.mail) return true
  const until = deps.clock() + deps.patience
  for (;;) {
    if (await deps.supporterItems().isClosed(begun)) return true
    const { erasing, address } = await deps.store().load(begun.supporterId)
    if (erasing !== begun.sequence || !address) return true
    if (deps.clock() >= until) return false
    await sleep(pause)
  }
}
