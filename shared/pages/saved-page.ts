import { html } from 'hono/html'
import type { Instant } from '../domain/events.ts'
import { dayOf, pauseAt } from '../domain/pause.ts'
import { type ProfileField, profileFields } from '../domain/profile.ts'
import { messagesIn } from '../messages/index.ts'
import { topicNames } from '../proof/receipt/words.ts'
import { list, pressForm, quietButton } from '../web/controls.ts'
import { dayIn } from '../web/dates.ts'
import { type Html, languageNames, layout, lines, message, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'
import { type Subscriber, wordingQuote } from './preferences-page.ts'

/** Renders the saved changes in words, and one button that undoes them. */
export function savedPage(context: PageContext, before: Subscriber, after: Subscriber, now: Instant): Reply {
  const { saved, unchanged, back } = messagesIn(context.locale).preferences
  const changes = changesIn(context, before, after, now)
  const toPage = html`<p><a href="?">${back}</a></p>`
  if (changes.length === 0) return message(context, unchanged, toPage)
  const main = lines(
    html`<h1>${saved}</h1>
<div role="status">
${list(changes)}
</div>`,
    toPage,
    undo(context, before, after, now),
  )
  return layout(context, { title: saved, main })
}

function changesIn(context: PageContext, before: Subscriber, after: Subscriber, now: Instant): string[] {
  const { changes } = messagesIn(context.locale).preferences
  const added = missingIn(before, after)
  const removed = missingIn(after, before)
  const [wasPaused, paused] = [pauseAt(before, now), pauseAt(after, now)]
  const messages = [
    added.length > 0 && changes.added(named(context, added)),
    removed.length > 0 && changes.removed(named(context, removed)),
    ...profileFields.map(
      (field) => before[field] !== after[field] && detailNow(context, field, after[field]),
    ),
    before.locale !== after.locale && after.locale && changes.language(languageNames[after.locale]),
    wasPaused !== paused && (paused === undefined ? changes.resumed : changes.paused(dayIn(context, paused))),
  ]
  return messages.filter((text) => typeof text === 'string')
}

function detailNow({ locale }: PageContext, field: ProfileField, value: string | undefined): string {
  const { changes } = messagesIn(locale).preferences
  return value === undefined ? changes[removalOf(field)] : changes[field](isolated(value))
}

/** Returns the name of the message that a detail is no longer held. */
function removalOf<Field extends ProfileField>(field: Field): `no${Capitalize<Field>}` {
  return `no${field.charAt(0).toUpperCase()}${field.slice(1)}` as `no${Capitalize<Field>}`
}

/**
 * Renders the button that restores the previous choices. If that adds topics again, it is a new consent, and the page
 * says so.
 */
function undo(context: PageContext, before: Subscriber, after: Subscriber, now: Instant): Html {
  const { undo } = messagesIn(context.locale).preferences
  const readded = missingIn(after, before).length > 0
  const paused = pauseAt(before, now)
  return html`<section>
<h2>${undo.title}</h2>
${pressForm(
  [
    ['shown', context.locale],
    ...before.topics.map((topic) => ['topics', topic] as const),
    ...profileFields.map((field) => [field, before[field]] as const),
    ['locale', before.locale],
    ['pause', paused === undefined ? undefined : dayOf(paused)],
  ],
  lines(readded ? wordingQuote(context, undo.agree) : undefined, quietButton(undo.press)),
)}
</section>`
}

const missingIn = (subscriber: Subscriber, other: Subscriber) =>
  other.topics.filter((topic) => !subscriber.topics.includes(topic))

function named({ settings, locale }: PageContext, topics: readonly string[]): string {
  return new Intl.ListFormat(locale).format(topicNames(settings, topics, locale))
}

/** Isolates a name, which may run against the page's direction (Unicode UAX 9: first strong isolate). */
const isolated = (name: string) => `\u2068${name}\u2069`
