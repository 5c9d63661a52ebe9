import { type Actor, type Cycle, type EventType, eventTraits, type Sequence } from './events.ts'

/** The part of a recorded event that tells whose act it was. */
interface Act {
  readonly type: EventType
  readonly sequence: Sequence
  readonly actor: Actor
  readonly cycle?: Cycle
}

/**
 * Returns the sequences of the events whose evidence is the supporter's own, and so theirs to see: acts by a link in
 * their mailbox, and the form that they then confirmed. An unconfirmed form may have been a stranger's, whose IP
 * address and browser we may not disclose (UK GDPR Art 15(4)); the same goes for an officer's.
 */
export function ownActs(events: readonly Act[]): ReadonlySet<Sequence> {
  const own = events.filter(
    ({ type, actor, sequence, cycle }) =>
      actor === 'supporter' &&
      (!eventTraits[type].byForm ||
        events.some(
          (later) => later.type === 'confirmed' && later.cycle === cycle && later.sequence > sequence,
        )),
  )
  return new Set(own.map(({ sequence }) => sequence))
}
