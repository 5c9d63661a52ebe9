import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../domain/events.ts'
import type { Granted, Priority } from '../domain/sending-pace.ts'
import type { SharedPace } from '../store/sending-pace.ts'

export interface SendingTurn {
  readonly at: Instant
}
export type TurnRefusal = Extract<Granted, { refused: unknown }>

/** The times at which one invocation may send, shared by the mails of its batch. */
export interface SendingTurns {
  /** Takes the next free turn, reserved together with those of all waiting mails; or returns why there is none. */
  take(): Promise<SendingTurn | TurnRefusal>
  /** Returns a turn whose mail was no longer owed, for another mail. */
  giveBack(turn: SendingTurn): void
  /** Resolves when it is time to prepare the mail for the turn. */
  untilNear(turn: SendingTurn): Promise<void>
  /**
   * Resolves at the turn; false if it was missed. A late mail would exceed the rate, or leave no time to receive and
   * record SES's answer.
   */
  untilDue(turn: SendingTurn): Promise<boolean>
}

export interface TurnsDependencies {
  readonly pace: () => SharedPace
  readonly clock: () => Instant
}

/** Milliseconds by which a mail may miss its turn. The pace leaves that much of the rate unused. */
const tolerance = 50
/** Milliseconds allowed for preparing a mail: twice the time of the last mails, within these limits. */
const preparation = { least: 300, most: 2000 }
/** This sandbox's estimate, from its last mails. */
let preparationTime = preparation.least

/**
 * Milliseconds of an invocation in which mails may be sent: half its timeout, so that the answer can still be
 * recorded.
 */
const sendsWithin = 15_000

/**
 * Creates the turns of one invocation.
 * @param patience milliseconds in which turns are reserved; a mail without a turn by then is retried later
 */
export function sendingTurns(
  { pace, clock }: TurnsDependencies,
  priority: Priority,
  patience: number,
): SendingTurns {
  const until = clock() + patience
  const lastSend = clock() + sendsWithin
  const preparedFrom = new WeakMap<SendingTurn, Instant>()
  let free: SendingTurn[] = []
  let waiting = 0
  let refusal: TurnRefusal | undefined
  let reserving: Promise<void> | undefined

  const reserve = async () => {
    // Mails that arrive at the same moment reserve together.
    await Promise.resolve()
    const granted = await pace().reserve(priority, waiting, preparationTime)
    if ('turns' in granted) free.push(...granted.turns.map((at) => ({ at })))
    else if (granted.refused === 'quota-exceeded' || granted.askAgainAt > until) refusal = granted
    else await sleep(granted.askAgainAt - clock() + Math.random() * 100)
  }

  const next = async (): Promise<SendingTurn | TurnRefusal> => {
    for (;;) {
      free = free.filter(({ at }) => at + tolerance > clock())
      const turn = free.shift()
      if (turn) return turn
      if (refusal) return refusal
      if (clock() > until) return { refused: 'busy', askAgainAt: clock() }
      reserving ??= reserve().finally(() => {
        reserving = undefined
      })
      await reserving
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
    async untilNear(turn) {
      await sleep(Math.max(0, turn.at - preparationTime - clock()))
      preparedFrom.set(turn, clock())
    },
    async untilDue(turn) {
      const took = clock() - (preparedFrom.get(turn) ?? clock())
      const learnt = (preparationTime + 2 * took) / 2
      preparationTime = Math.min(preparation.most, Math.max(preparation.least, learnt))
      await sleep(Math.max(0, turn.at - clock()))
      return clock() <= Math.min(turn.at + tolerance, lastSend)
    },
  }
}
