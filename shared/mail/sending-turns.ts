import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../domain/events.ts'
import type { Granted, Priority } from '../domain/sending-pace.ts'
import type { SharedPace } from '../store/sending-pace.ts'

export interface SendingTurn {
  readonly at: Instant
}
export type TurnRefusal = Extract<Granted, { refused: unknown }>

/** The turns at which one invocation may send, shared by the mails of its batch. */
export interface SendingTurns {
  /** Takes the next free turn, asked for together with those of all waiting mails; or says why there is none. */
  take(): Promise<SendingTurn | TurnRefusal>
  /** Frees a turn for another mail, because its own was not owed. */
  giveBack(turn: SendingTurn): void
  /** Resolves when it is time to prepare the mail for the turn. */
  untilNear(turn: SendingTurn): Promise<void>
  /**
   * Resolves at the turn; false if it was missed. A late mail would exceed the rate, or leave no time to hear SES's
   * answer and record it.
   */
  untilDue(turn: SendingTurn): Promise<boolean>
}

export interface TurnsDependencies {
  readonly pace: () => SharedPace
  readonly clock: () => Instant
}

/** Milliseconds by which a mail may miss its turn: the pace leaves that much of the rate unused. */
const tolerance = 50
/** Milliseconds to prepare a mail in: twice as long as the last mails took, within these limits. */
const preparation = { least: 300, most: 2000 }
/** The estimate of this sandbox, from its last mails. */
let preparationTime = preparation.least

/** Milliseconds of an invocation in which a mail may be sent: half its timeout, so that the answer is still recorded. */
const sendsWithin = 15_000

/**
 * Makes the turns of one invocation.
 * @param patience milliseconds in which turns are asked for; a mail without a turn by then is tried again later
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
  let asking: Promise<void> | undefined

  const ask = async () => {
    // Mails that came at the same moment ask together.
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
