import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../domain/events.ts'
import type { Granted, Priority } from '../domain/sending-pace.ts'
import type { SharedPace } from '../store/sending-pace.ts'

export interface Turn {
  readonly at: Instant
}
export type Refusal = Extract<Granted, { refused: unknown }>

/** The turns to send of one invocation, shared by the mails that it holds. */
export interface Turns {
  /** The next free one, asked for together with those of all who wait; or why there is none. */
  take(): Promise<Turn | Refusal>
  /** Somebody else may have it: its mail was not owed. */
  giveBack(turn: Turn): void
  /** Resolves when it has come; false if it is over: who sends late sends beside others. */
  come(turn: Turn): Promise<boolean>
}

export interface TurnsDependencies {
  readonly pace: () => SharedPace
  readonly clock: () => Instant
}

/** Milliseconds by which a sending may be late: with it, and the part of the rate that is used, no second has too many. */
const tolerance = 25

/** @param patience milliseconds in which turns are asked for; whoever has none by then comes back another time */
export function turns({ pace, clock }: TurnsDependencies, priority: Priority, patience: number): Turns {
  const until = clock() + patience
  let free: Turn[] = []
  let waiting = 0
  let refusal: Refusal | undefined
  let asking: Promise<void> | undefined

  const ask = async () => {
    const granted = await pace().reserve(priority, waiting)
    if ('turns' in granted) free.push(...granted.turns.map((at) => ({ at })))
    else if (granted.refused === 'quota' || granted.askAgainAt > until) refusal = granted
    else await sleep(granted.askAgainAt - clock() + Math.random() * 100)
  }

  const next = async (): Promise<Turn | Refusal> => {
    for (;;) {
      free = free.filter(({ at }) => at + tolerance > clock())
      const turn = free.shift()
      if (turn) return turn
      if (refusal) return refusal
      if (clock() > until) return { refused: 'busy', askAgainAt: clock() }
      asking ??= ask().finally(() => {
        asking = undefined
      })
      await asking
    }
  }

  return {
    async take() {
      waiting += 1
      try {
        return await next()
      } finally {
        waiting -= 1
      }
    },
    giveBack: (turn) => {
      free = [...free, turn].toSorted((left, right) => left.at - right.at)
    },
    async come({ at }) {
      await sleep(Math.max(0, at - clock()))
      return clock() <= at + tolerance
    },
  }
}
