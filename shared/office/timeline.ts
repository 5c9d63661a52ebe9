import type { EventType, Instant, RecordedEvent } from '../domain/events.ts'
import { mailMessagesIn } from '../messages/mail/index.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import type { OfficerMessages, TimelineFacts } from '../messages/officers/messages.ts'
import { formTitle, topicNames } from '../proof/receipt/words.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { type LedgerItem, recordedEvent } from '../store/ledger-item.ts'
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
  return events.map((item) => {
    const { sequence, at } = item
    const event = recordedEvent(item)
    const description = sentence(words, event.type, factsOf(words, event, settings, locale), event)
    const mail = mails.find(({ item }) => Number(item.slice(mailItem.length)) === sequence)
    const name = event.mail && mailMessagesIn(locale).names[event.mail]
    return { sequence, at, text: [description, ...mailWords(words, name, day, mail)].join(' ') }
  })
}

const sentence = <T extends EventType>(
  { timeline }: OfficerMessages,
  type: T,
  facts: TimelineFacts,
  event: RecordedEvent<T>,
) => timeline[type](facts, event)

function factsOf(
  words: OfficerMessages,
  event: RecordedEvent,
  settings: Settings,
  locale: Locale,
): TimelineFacts {
  const consent = 'consent' in event ? event.consent : undefined
  const topics = 'topics' in event ? event.topics : (consent?.topics ?? [])
  return {
    form: consent ? formTitle(settings, consent, locale) : '',
    topics: topicNames(settings, topics, locale).join(', '),
    method: 'method' in event ? words.method[event.method] : '',
    reason: 'reason' in event ? words.reason[event.reason] : '',
    ...(consent?.place && { place: consent.place }),
    ...('pausedUntil' in event && { pausedUntil: dayIn({ settings, locale }, event.pausedUntil) }),
    ...('about' in event && { about: event.about }),
    ...('from' in event && { other: event.from.supporterId }),
    ...('to' in event && { other: event.to }),
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
