import type { AnyCommand, Circumstances, CommandType, OutcomeOf } from '../domain/commands.ts'
import { decideAndEvolve } from '../domain/decide.ts'
import type { Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { SupporterStore } from './supporter-store.ts'

/** Thrown when a record kept changing while it was written. The caller retries later. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

export interface Committed<T extends CommandType> {
  readonly outcome: OutcomeOf<T>
  /** The state after the command. */
  readonly supporter: Supporter
  /** The state on which the command was decided. */
  readonly before: Supporter
}

const attempts = 3

/**
 * Repeats an attempt to load, decide and append, three times at most. For changes to several records at once.
 * @param attempt returns undefined on a conflict
 * @throws Busy
 */
export async function retryUntilCommitted<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let i = 1; i <= attempts; i++) {
    const done = await attempt()
    if (done !== undefined) return done
  }
  throw new Busy('the records kept changing')
}

/**
 * Loads a supporter, decides a command and appends its event: the only way in which a supporter's record changes. On
 * a conflict, decides again on the current record, three times at most.
 * @param loaded the supporter, if the caller has already read it, in parallel with something else
 * @throws Busy
 */
export async function commit<T extends CommandType>(
  store: SupporterStore,
  id: SupporterId,
  command: AnyCommand<T>,
  circumstances: Circumstances,
  loaded?: Supporter,
): Promise<Committed<T>> {
  let supporter = loaded ?? (await store.load(id))
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { outcome, event, after } = decideAndEvolve(supporter, command, circumstances)
    if (!event) return { outcome, supporter: after, before: supporter }
    const result = await store.append(id, supporter, { event, after })
    if (result.committed) return { outcome, supporter: after, before: supporter }
    supporter = result.present ?? (await store.load(id))
  }
  throw new Busy('the record kept changing')
}
