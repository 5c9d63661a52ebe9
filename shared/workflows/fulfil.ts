import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../domain/events.ts'
import { type DataRequest, isOpen } from '../domain/requests/request.ts'
import type { RequestType } from '../domain/requests/transitions.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { type CopyDependencies, copyFor } from '../export/copy.ts'
import { exportLinkDays } from '../links/export-link.ts'
import type { OfficeRuntime } from '../office/office-runtime.ts'
import { circumstancesNow } from '../runtime.ts'
import { commit } from '../store/commit.ts'
import { type Copies, largestCopy } from '../store/copies.ts'
import { commandFor, type Fulfil, type Fulfilled } from './fulfilment.ts'

export type FulfilDependencies = CopyDependencies &
  Pick<OfficeRuntime, 'store' | 'newId'> & {
    readonly copies: () => Copies
    /** Milliseconds to wait for the end of an erasure before reporting it as under way. */
    readonly patience: number
  }

const pause = 250

/** Carries out data requests, with the officer as actor and the request's id in the ledger. */
export function fulfilDataRequest(deps: FulfilDependencies): Fulfil {
  return async (request, at, input) => {
    const { supporterId, id } = request
    const command = commandFor(request, input)
    if (!command || !supporterId) return byHand
    if (command.type === 'erase' && (await hasOtherOpenRequests(deps, request, supporterId)))
      return { outcome: 'blocked', why: 'othersOpen' }
    if (command.type === 'export' && !(await prepareCopy(deps, request, supporterId, at)))
      return { outcome: 'blocked', why: 'tooLarge' }
    const now = { ...circumstancesNow(deps), at, actor: 'officer', dataRequest: id } as const
    const { outcome, supporter } = await commit(deps.store(), supporterId, command, now)
    switch (outcome) {
      case 'restricted':
        return { outcome: 'blocked', why: 'restricted' }
      case 'not-held':
        return command.type === 'export' ? { outcome: 'blocked', why: 'noAddress' } : nothingHeld
      case 'erasure-begun':
      case 'already-erased':
        return (await isErasureOver(deps, supporterId)) ? done(supporter.version) : { outcome: 'underway' }
      case 'recorded':
        return done(supporter.version)
      default:
        return outcome satisfies never
    }
  }
}

/** The officer has done it; only the register changes. */
const byHand: Fulfilled = { outcome: 'done', result: { how: 'by-hand' } }
const nothingHeld: Fulfilled = { outcome: 'done', result: { how: 'nothing-held' } }
/** @param event the sequence of the supporter's last event */
const done = (event: number): Fulfilled => ({ outcome: 'done', result: { how: 'carried-out', event } })

/** Checks whether an erasure would delete the data of another open request: a copy, a correction, a complaint. */
async function hasOtherOpenRequests(
  deps: FulfilDependencies,
  { id }: DataRequest,
  subject: SupporterId,
): Promise<boolean> {
  const unaffected: readonly RequestType[] = ['erasure', 'objection']
  const requests = await deps.requests().ofSupporter(subject)
  return requests.some((other) => other.id !== id && isOpen(other.state) && !unaffected.includes(other.type))
}

async function prepareCopy(
  deps: FulfilDependencies,
  request: DataRequest,
  subject: SupporterId,
  at: Instant,
): Promise<boolean> {
  const archive = await copyFor(deps, request)
  if (archive.length > largestCopy) return false
  await deps.copies().put(subject, archive, at + exportLinkDays * 24 * 60 * 60 * 1000)
  return true
}

async function isErasureOver(deps: FulfilDependencies, subject: SupporterId): Promise<boolean> {
  const until = deps.clock() + deps.patience
  for (;;) {
    if ((await deps.store().load(subject)).erasing === undefined) return true
    if (deps.clock() >= until) return false
    await sleep(pause)
  }
}
