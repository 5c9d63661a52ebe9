import { expect } from 'vitest'
import type { Command, Decision } from '../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../shared/domain/decide.ts'
import type { SupporterEvent } from '../../shared/domain/events.ts'
import { type Supporter, unknownSupporter } from '../../shared/domain/supporter.ts'
import { circumstances, start } from './builders.ts'

type Expected = Pick<Decision, 'outcome'> & { event?: Partial<SupporterEvent> | undefined }

/**
 * given(earlier commands).when(a command).then(its decision): the commands' own events build the state, so that no
 * test starts from an impossible state.
 */
export function given(...before: Timed[]) {
  let supporter = unknownSupporter()
  for (const [command, at] of before) supporter = apply(supporter, command, at)
  return {
    supporter,
    when(command: Command, at = start) {
      const { after, ...decision } = decideAndEvolve(supporter, command, circumstances(at))
      return {
        decision,
        after,
        // biome-ignore lint/suspicious/noThenProperty: given, when, then is the usual wording; nothing awaits this
        then(expected: Expected) {
          expect(decision.outcome).toBe(expected.outcome)
          if (expected.event === undefined) expect(decision.event).toBeUndefined()
          else expect(decision.event).toMatchObject(expected.event)
          return { decision, after }
        },
      }
    },
  }
}

export type Timed = readonly [Command, number]

export function apply(supporter: Supporter, command: Command, at: number): Supporter {
  return decideAndEvolve(supporter, command, circumstances(at)).after
}
