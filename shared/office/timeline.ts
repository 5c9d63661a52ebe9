import type { Instant } from '../domain/events.ts'
import { messagesIn } from '../messages/index.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import type { OfficerMessages, TimelineFacts } from '../messages/officers/messages.ts'
import { formTitle, topicNames } from '../proof/receipt/words.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { MailMarker } from '../store/look-up.ts'
import { mailItem } from '../store/mail-log.ts'
import { dayIn } from '../web/dates.ts'

export interface TimelineEntry {
  readonly sequence: number
  /** ISO 8601 UTC. */
  readonly at: string
  readonly text: string
}

/** Describes a supporter's events in words, each with the state of the mail that it owes. */
export function timelineOf(
  { events, mails }: { readonly events: readonly LedgerItem[]; readonly mails: readonly MailMarker[] },
  settings: Settings,
  locale: Locale,
): TimelineEntry[] {
  const words = officerMessagesIn(locale)
  const day = (at: Instant) => dayIn({ settings, locale }, at)
  return events.map((event) => {
    const { sequence, at } = event
    const mail = mails.find(({ item }) => Number(item.slice(mailItem.length)) === sequence)
    const name = event.mail && worded(messagesIn(locale).mail.names, event.mail)
    const said = sentence(words, event, factsOf(words, event, settings, locale))
    return { sequence, at, text: [said, ...mailWords(words, name, day, mail)].join(' ') }
  })
}

/** Returns the sentence for an event's type, or the type itself where a newer version wrote it. */
function sentence({ timeline }: OfficerMessages, { type }: LedgerItem, facts: TimelineFacts): string {
  return Object.hasOwn(timeline, type) ? timeline[type](facts) : type
}

function factsOf(
  words: OfficerMessages,
  event: LedgerItem,
  settings: Settings,
  locale: Locale,
): TimelineFacts {
  const { place, topics = [], method = '', reason = '', pausedUntil, about, to, from } = event
  const other = to ?? from?.supporterId
  return {
    form: formTitle(settings, event, locale),
    topics: topicNames(settings, topics, locale).join(', '),
    method: worded(words.method, method),
    reason: worded(words.reason, reason),
    ...(place && { place }),
    ...(pausedUntil && { pausedUntil: dayIn({ settings, locale }, pausedUntil) }),
    ...(about !== undefined && { about }),
    ...(other !== undefined && { other }),
  }
}

function mailWords(
  { mailed }: OfficerMessages,
  name: string | undefined,
  dayOf: (at: Instant) => string,
  marker?: MailMarker,
): string[] {
  if (!name) return []
  if (!marker?.closedAt) return [mailed.owed(name)]
  const when = dayOf(marker.closedAt)
  return [marker.outcome === 'given-up' ? mailed.givenUp(name, when) : mailed.sent(name, when)]
}

/** Returns the catalogue's word for a name, or the name itself where there is none. */
function worded(catalogue: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(catalogue, name) ? (catalogue[name] ?? name) : name
}
