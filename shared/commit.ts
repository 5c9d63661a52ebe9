import type { Circumstances, Command, Outcome } from './domain/commands.ts'
import { react } from './domain/decide.ts'
import type { Supporter } from './domain/supporter.ts'
import type { SupporterId } from './domain/supporter-id.ts'
import type { SupporterStore } from './store/supporter-store.ts'

/** Too many people at the same record: to be tried again later. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

export interface Committed {
  readonly outcome: Outcome
  /** The state after the command. */
  readonly supporter: Supporter
}

const attempts = 3

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
    const { outcome, event, after } = react(supporter, command, circumstances)
    if (!event) {
      if (command.type === 'sign-up' || command.type === 'soft-opt-in') {
        await store.pretend(id, supporter, circumstances.at)
      }
      return { outcome, supporter: after }
    }
    const result = await store.append(id, supporter, { event, after })
    if (result.committed) return { outcome, supporter: after }
    supporter = result.present ?? (await store.load(id))
  }
  throw new Busy('the record kept changing')
}
