import type { Circumstances, Command, Outcome } from '../domain/commands.ts'
import { decideAndEvolve } from '../domain/decide.ts'
import type { Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { SupporterStore } from './supporter-store.ts'

/** Too many people at the same record: to be tried again later. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

export interface Committed {
  readonly outcome: Outcome
  /** The state after the command. */
  readonly supporter: Supporter
  /** The state that it was decided on. */
  readonly before: Supporter
}

const attempts = 3

/**
 * The same where several records change together: each attempt loads, decides and appends.
 * @param attempt undefined if somebody else was there first
 * @throws Busy
 */
export async function retryUntilCommitted<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let i = 1; i <= attempts; i++) {
    const done = await attempt()
    if (done !== undefined) return done
  }
  throw new Busy('the records kept changing')
}

/** What anybody can send for any address: with nothing to write it takes as long, and tells nobody who is known. */
const unauthenticatedCommands: readonly Command['type'][] = ['sign-up', 'soft-opt-in']

/**
 * Load, decide, append: the one way in which a supporter's record changes. On a conflict it decides again on what is
 * there now, three times at most.
 * @param loaded the supporter, if the caller has read it already, in parallel with something else
 * @throws Busy
 */
export async function commit(
  store: SupporterStore,
  id: SupporterId,
  command: Command,
  circumstances: Circumstances,
  loaded?: Supporter,
): Promise<Committed> {
  let supporter = loaded ?? (await store.load(id))
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { outcome, event, after } = decideAndEvolve(supporter, command, circumstances)
    if (!event) {
      if (unauthenticatedCommands.includes(command.type)) await store.writeDecoy(id, circumstances.at)
      return { outcome, supporter: after, before: supporter }
    }
    const result = await store.append(id, supporter, { event, after })
    if (result.committed) return { outcome, supporter: after, before: supporter }
    supporter = result.present ?? (await store.load(id))
  }
  throw new Busy('the record kept changing')
}
