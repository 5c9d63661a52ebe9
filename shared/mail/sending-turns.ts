import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../domain/events.ts'
import type { Granted, Priority } from '../domain/sending-pace.ts'
import type { SharedPace } from '../store/sending-pace.ts'

export interface SendingTurn {
  readonly at: Instant
}
export type TurnRefusal = Extract<Granted, { refused: unknown }>

/** The turns to send of one invocation, shared by the mails that it holds. */
export interface SendingTurns {
  /** The next free one, asked for together with those of all who wait; or why there is none. */
  take(): Promise<SendingTurn | TurnRefusal>
  /** Somebody else may have it: its mail was not owed. */
  giveBack(turn: SendingTurn): void
  /** Resolves when it is time to make the mail ready. */
  near(turn: SendingTurn): Promise<void>
  /**
   * Resolves when it has come; false if it is over: who sends late sends beside others, or has no time left to hear
   * SES's answer and note it.
   */
  come(turn: SendingTurn): Promise<boolean>
}

export interface TurnsDependencies {
  readonly pace: () => SharedPace
  readonly clock: () => Instant
}

/** Milliseconds by which a sending may be late: see what part of the rate is used, in the pace. */
const tolerance = 50
/** Milliseconds in which a mail is made ready: as long as it took the last ones, twice over, but not without end. */
const lead = { least: 300, most: 2000 }
/** What this sandbox needs, learnt from mail to mail. */
let needed = lead.least

/** Milliseconds of an invocation in which a sending may begin: half its life, for it must live to note the answer. */
const beginsWithin = 15_000

/** @param patience milliseconds in which turns are asked for; whoever has none by then comes back another time */
export function sendingTurns(
  { pace, clock }: TurnsDependencies,
  priority: Priority,
  patience: number,
): SendingTurns {
  const until = clock() + patience
  const last = clock() + beginsWithin
  const begun = new WeakMap<SendingTurn, Instant>()
  let free: SendingTurn[] = []
  let waiting = 0
  let refusal: TurnRefusal | undefined
  let asking: Promise<void> | undefined

  const ask = async () => {
    // Those that came in the same moment ask too.
    await Promise.resolve()
    const granted = await pace().reserve(priority, waiting, needed)
    if ('turns' in granted) free.push(...granted.turns.map((at) => ({ at })))
    else if (granted.refused === 'quota' || granted.askAgainAt > until) refusal = granted
    else await sleep(granted.askAgainAt - clock() + Math.random() * 100)
  }

  const next = async (): Promise<SendingTurn | TurnRefusal> => {
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
    async near(turn) {
      await sleep(Math.max(0, turn.at - needed - clock()))
      begun.set(turn, clock())
    },
    async come(turn) {
      const took = clock() - (begun.get(turn) ?? clock())
      needed = Math.min(lead.most, Math.max(lead.least, (needed + 2 * took) / 2))
      await sleep(Math.max(0, turn.at - clock()))
      return clock() <= Math.min(turn.at + tolerance, last)
    },
  }
}
