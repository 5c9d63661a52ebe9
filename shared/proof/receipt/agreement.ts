import { eventTraits } from '../../domain/events.ts'
import { union } from '../../domain/supporter.ts'
import { compact } from '../../lib/compact.ts'
import { type ConsentItem, consentIn, cycleIn, type LedgerItem } from '../../store/ledger-item.ts'

/** A supporter's latest agreement, and whether it still stands. */
export interface Agreement {
  /** The events that gave it: one, or several where topics were added later. */
  readonly given: readonly ConsentItem[]
  readonly latest: ConsentItem
  /** The sign-up that asked for it. A soft opt-in has none, nor do topics ticked on the preferences page. */
  readonly signUp?: LedgerItem
  readonly ended?: LedgerItem
  /** The topics agreed to, without those removed since. */
  readonly topics: readonly string[]
}

interface AgreementState {
  readonly given: readonly ConsentItem[]
  readonly topics: readonly string[]
  readonly ended?: LedgerItem
}

/** Finds the latest agreement. @returns undefined if nothing was agreed to, or nothing since an erasure */
export function agreementIn(events: readonly LedgerItem[]): Agreement | undefined {
  const standing = events.reduce(follow, nothing)
  const latest = standing.given.at(-1)
  if (!latest) return undefined
  const signUp = events.findLast(
    (event) =>
      event.type === 'sign-up-requested' &&
      event.cycle === cycleIn(latest) &&
      event.sequence < latest.sequence,
  )
  return compact({ ...standing, latest, signUp })
}

export const isConsent = ({ latest }: Agreement) => latest.consent.lawfulBasis === 'consent'

/**
 * Checks whether an event is itself an agreement: a confirmation, a soft opt-in, an agreement carried over from
 * another address, or topics ticked on the preferences page.
 */
export const givesAgreement = (event: LedgerItem): event is ConsentItem =>
  eventTraits[event.type].agreement === 'gives' && consentIn(event) !== undefined

const nothing: AgreementState = { given: [], topics: [] }

function follow(before: AgreementState, event: LedgerItem): AgreementState {
  const { given, ended } = before
  switch (eventTraits[event.type].agreement) {
    case 'gives':
      return givesAgreement(event)
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

/**
 * Starts a new list after an end and for a soft opt-in; otherwise adds to the list. Preferences never follow an end,
 * since only subscribers save them.
 */
function givenWith({ given, ended }: AgreementState, event: ConsentItem): readonly ConsentItem[] {
  const anew = event.type === 'soft-opted-in' || (ended && event.type !== 'preferences-changed')
  return anew ? [event] : [...given, event]
}

/** Adds the topics of a confirmation to those held; any other agreement names all of them. */
function topicsWith({ topics, ended }: AgreementState, event: ConsentItem): readonly string[] {
  const named = event.consent.topics
  return event.type === 'confirmed' && !ended ? union(topics, named) : named
}

const topicsOf = (event: LedgerItem) => ('topics' in event ? event.topics : undefined)
