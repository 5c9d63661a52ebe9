/** As much of a ledger's event as tells whose act it was. */
interface Act {
  readonly type: string
  readonly sequence: number
  readonly actor: string
  readonly cycle?: number
}

/** Forms can be sent by anybody who knows an address. A soft opt-in's counts as theirs who gave it: reg 22(3A) rests on that. */
const byForm = ['sign-up-requested', 'sign-up-repeated']

/**
 * The events, by sequence, whose evidence is the supporter's own and so theirs to see: what a link in their mailbox
 * opened, and the form that they then confirmed. A form that nobody confirmed may have been a stranger's, whose IP
 * address and browser are not ours to hand out (UK GDPR Art 15(4)); nor are an officer's.
 */
export function ownActs(events: readonly Act[]): ReadonlySet<number> {
  const own = events.filter(
    ({ type, actor, sequence, cycle }) =>
      actor === 'supporter' &&
      (!byForm.includes(type) ||
        events.some(
          (later) => later.type === 'confirmed' && later.cycle === cycle && later.sequence > sequence,
        )),
  )
  return new Set(own.map(({ sequence }) => sequence))
}
