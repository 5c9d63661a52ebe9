import { eventTraits } from '../../domain/events.ts'
import { union } from '../../domain/supporter.ts'
import { compact } from '../../lib/compact.ts'
import { type ConsentItem, consentIn, cycleIn, type LedgerItem } from '../../store/ledger-item.ts'

/** The latest agreement of a supporter, and whether it still stands. */
export interface Agreement {
  /** The events that gave it: one or, where topics were added later, several. */
  readonly given: readonly ConsentItem[]
  readonly latest: ConsentItem
  /** When it was asked for; a soft opt-in is not, nor are topics ticked on the preferences page. */
  readonly asked?: LedgerItem
  readonly ended?: LedgerItem
  /** The topics agreed to now, without those taken away since. */
  readonly topics: readonly string[]
}

interface AgreementState {
  readonly given: readonly ConsentItem[]
  readonly topics: readonly string[]
  readonly ended?: LedgerItem
}

/** @returns undefined if nothing was agreed to, or nothing since everything was erased */
export function agreementIn(events: readonly LedgerItem[]): Agreement | undefined {
  const standing = events.reduce(follow, nothing)
  const latest = standing.given.at(-1)
  if (!latest) return undefined
  const asked = events.findLast(
    (event) =>
      event.type === 'sign-up-requested' &&
      event.cycle === cycleIn(latest) &&
      event.sequence < latest.sequence,
  )
  return compact({ ...standing, latest, asked })
}

export const isConsent = ({ latest }: Agreement) => latest.consent.lawfulBasis === 'consent'

/**
 * Tells whether an event is itself an agreement: a confirmation, a soft opt-in, an agreement carried over from another
 * address, or topics ticked on the preferences page.
 */
export const givesLeave = (event: LedgerItem): event is ConsentItem =>
  eventTraits[event.type].agreement === 'gives' && consentIn(event) !== undefined

const nothing: AgreementState = { given: [], topics: [] }

function follow(before: AgreementState, event: LedgerItem): AgreementState {
  const { given, ended } = before
  switch (eventTraits[event.type].agreement) {
    case 'gives':
      return givesLeave(event)
        ? { given: givenWith(before, event), topics: topicsWith(before, event) }
        : { given, topics: topicsOf(event) ?? before.topics }
    case 'renews':
      return { given, topics: topicsOf(event) ?? before.topics }
    case 'withdraws':
    case 'stops':
    case 'continues-elsewhere':
      return given.length > 0 ? { ...before, ended: ended ?? event } : before
    case 'deletes':
      return nothing
    default:
      return before
  }
}

/** An end, and a soft opt-in, begin the list anew; all else adds to it. Preferences are saved by subscribers alone. */
function givenWith({ given, ended }: AgreementState, event: ConsentItem): readonly ConsentItem[] {
  const anew = event.type === 'soft-opted-in' || (ended && event.type !== 'preferences-changed')
  return anew ? [event] : [...given, event]
}

/** A confirmation adds its topics to those held; every other agreement names all. */
function topicsWith({ topics, ended }: AgreementState, event: ConsentItem): readonly string[] {
  const named = event.consent.topics
  return event.type === 'confirmed' && !ended ? union(topics, named) : named
}

const topicsOf = (event: LedgerItem) => ('topics' in event ? event.topics : undefined)
