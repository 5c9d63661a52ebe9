import { union } from '../../domain/supporter.ts'
import type { LedgerItem } from '../../store/ledger-item.ts'

/** What a supporter agreed to last, and whether it still stands. */
export interface Agreement {
  /** What gave it: one event or, where topics were added later, several. */
  readonly given: readonly LedgerItem[]
  readonly latest: LedgerItem
  /** When it was asked for; a soft opt-in is not. */
  readonly asked?: LedgerItem
  readonly ended?: LedgerItem
  readonly topics: readonly string[]
}

/** @returns undefined if nothing was agreed to, or nothing since everything was erased */
export function agreementIn(events: readonly LedgerItem[]): Agreement | undefined {
  let given: LedgerItem[] = []
  let topics: readonly string[] = []
  let ended: LedgerItem | undefined
  for (const event of events) {
    if (givesLeave(event)) {
      const held = ended ? [] : topics
      given = ended ? [event] : [...given, event]
      topics = event.type === 'preferences-changed' ? chosenIn(event) : union(held, chosenIn(event))
      ended = undefined
    } else if (given.length > 0 && endings.includes(event.type)) ended ??= event
    else if (event.type === 'preferences-changed') topics = chosenIn(event)
    else if (event.type === 'returned') {
      topics = chosenIn(event)
      ended = undefined
    } else if (String(event.type) === 'erased') given = []
  }
  const latest = given.at(-1)
  if (!latest) return undefined
  const asked = events.findLast(
    ({ type, cycle, sequence }) =>
      type === 'requested' && cycle === latest.cycle && sequence < latest.sequence,
  )
  return { given, latest, topics, ...(asked && { asked }), ...(ended && { ended }) }
}

export const isConsent = ({ latest }: Agreement) => latest.lawfulBasis === 'consent'

/** Saved preferences give leave where a topic was added: they then name the wording that was shown. */
const givesLeave = ({ type, wording }: LedgerItem) =>
  type === 'confirmed' ||
  type === 'soft-opted-in' ||
  (type === 'preferences-changed' && wording !== undefined)
const chosenIn = ({ topics = [] }: LedgerItem) => topics
const endings: readonly string[] = ['withdrawn', 'bounced', 'complained', 'objected']
