import { union } from '../../domain/supporter.ts'
import type { LedgerItem } from '../../store/ledger-item.ts'

/** What a supporter agreed to last, and whether it still stands. */
export interface Agreement {
  /** What gave it: one event or, where topics were added later, several. */
  readonly given: readonly LedgerItem[]
  readonly latest: LedgerItem
  /** When it was asked for; a soft opt-in is not, nor what was ticked on the preferences page. */
  readonly asked?: LedgerItem
  readonly ended?: LedgerItem
  /** What is agreed to now: what was taken away since is not among it. */
  readonly topics: readonly string[]
}

interface AgreementState {
  readonly given: readonly LedgerItem[]
  readonly topics: readonly string[]
  readonly ended?: LedgerItem
}

/** @returns undefined if nothing was agreed to, or nothing since everything was erased */
export function agreementIn(events: readonly LedgerItem[]): Agreement | undefined {
  const standing = events.reduce(follow, nothing)
  const latest = standing.given.at(-1)
  if (!latest) return undefined
  const asked = events.findLast(
    ({ type, cycle, sequence }) =>
      type === 'sign-up-requested' && cycle === latest.cycle && sequence < latest.sequence,
  )
  return { ...standing, latest, ...(asked && { asked }) }
}

export const isConsent = ({ latest }: Agreement) => latest.lawfulBasis === 'consent'

/**
 * Whether an event is itself an agreement: a confirmation, a soft opt-in, what came along from another address, or topics
 * ticked on the preferences page.
 */
export const givesLeave = ({ type, lawfulBasis }: LedgerItem) =>
  type === 'confirmed' ||
  type === 'soft-opted-in' ||
  type === 'address-changed-from' ||
  (type === 'preferences-changed' && lawfulBasis !== undefined)

const nothing: AgreementState = { given: [], topics: [] }

function follow(before: AgreementState, event: LedgerItem): AgreementState {
  const { given, ended } = before
  const topics = event.topics ?? before.topics
  switch (event.type) {
    case 'confirmed':
      return ended
        ? { given: [event], topics }
        : { given: [...given, event], topics: union(before.topics, topics) }
    case 'soft-opted-in':
      return { given: [event], topics }
    case 'address-changed-from':
      return { given: ended ? [event] : [...given, event], topics }
    case 'preferences-changed':
      return { given: givesLeave(event) ? [...given, event] : given, topics }
    case 'withdrawal-undone':
      return { given, topics }
    case 'withdrawn':
    case 'bounced':
    case 'complained':
    case 'objected':
    case 'address-changed-to':
      return given.length > 0 ? { ...before, ended: ended ?? event } : before
    // Not what ends it: by then the same person may be somebody new.
    case 'erasure-begun':
    case 'expired':
      return nothing
    default:
      return before
  }
}
