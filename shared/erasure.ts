import { setTimeout as sleep } from 'node:timers/promises'
import { commit } from './commit.ts'
import { isOpen } from './domain/requests/request.ts'
import { parseRequestId } from './domain/requests/request-id.ts'
import type { SupporterId } from './domain/supporter-id.ts'
import { log } from './log.ts'
import type { Recipients } from './recipients.ts'
import { circumstancesNow, type Runtime } from './runtime.ts'
import type { LedgerItem } from './store/ledger-item.ts'
import type { RequestStore } from './store/request-store.ts'
import type { Traces } from './store/traces.ts'

export type ErasureDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'> & {
  readonly traces: () => Traces
  readonly recipients: () => Pick<Recipients, 'tell'>
  readonly register: () => Pick<RequestStore, 'ofSupporter' | 'erasePersonal'>
  /** All of a supporter's events. */
  readonly chain: (id: SupporterId) => Promise<readonly LedgerItem[]>
  /** Milliseconds to look out for the last mail before coming back later. */
  readonly patience: number
}

/** `waiting`: the last mail is on its way, and needs the address: come again. */
export type Erasure = 'finished' | 'waiting'

/** A mail that did not go by then never may: nothing that is to be erased depends on one. The stream keeps a day. */
const longestWait = 20 * 60 * 60 * 1000
const pause = 250

/**
 * Carries out what an `erasure-begun` event asks for beside the record itself, which that event emptied of all but
 * what its mail needs: deletes what stands beside the profile, waits for the mail, tells recipients, and at last has
 * the address forgotten. Every step is safe to repeat, and what comes after one comes only when it is done: so it may
 * die anywhere, and be run again from the beginning.
 */
export async function carryOut(deps: ErasureDependencies, begun: LedgerItem): Promise<Erasure> {
  const { supporterId, eventId } = begun
  const at = Date.parse(begun.at)
  await deps.traces().deleteBefore(begun)
  await forgetRequests(deps.register(), begun)
  for (const earlier of await earlierRecords(deps, supporterId))
    await forgetRequests(deps.register(), { supporterId: earlier })
  if (!(await isTold(deps, begun))) {
    if (deps.clock() - at < longestWait) return 'waiting'
    log('error', 'erasureUntold', { eventId })
  }
  const notified = deps.settings().dataProtection.recipients.map(({ name }) => name)
  if (notified.length > 0) await deps.recipients().tell({ supporterId, at, eventId })
  const command = { type: 'finish-erasure', begun: begun.sequence, notified } as const
  await commit(deps.store(), supporterId, command, circumstancesNow(deps))
  log('info', 'erased', { eventId })
  return 'finished'
}

/**
 * What is personal in the person's closed requests, and in the one that asked for this: the index may not know that
 * one yet. Those still open go on; they lose it when they are closed and their time is over.
 */
async function forgetRequests(
  register: ReturnType<ErasureDependencies['register']>,
  { supporterId, request }: Pick<LedgerItem, 'supporterId' | 'request'>,
): Promise<void> {
  const requests = await register.ofSupporter(supporterId)
  const closed = requests.filter(({ state }) => !isOpen(state)).map(({ id }) => id)
  const own = request === undefined ? undefined : parseRequestId(request)
  for (const id of new Set([...closed, ...(own ? [own] : [])])) await register.erasePersonal(id)
}

/** The same person's under the addresses that they moved from, where nobody has begun anew since. */
async function earlierRecords(
  deps: ErasureDependencies,
  supporterId: SupporterId,
  known: readonly SupporterId[] = [],
): Promise<readonly SupporterId[]> {
  let found = known
  for (const { from } of await deps.chain(supporterId)) {
    if (!from || found.includes(from.supporterId)) continue
    const { movedTo } = await deps.store().load(from.supporterId)
    if (movedTo === supporterId)
      found = await earlierRecords(deps, from.supporterId, [...found, from.supporterId])
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
