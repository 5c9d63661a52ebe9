import { html } from 'hono/html'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Instant } from '../domain/events.ts'
import { topicsOffered, wordingOfPreferences } from '../domain/offer.ts'
import { dayOf, pauseAt, pauseEnd, pauses } from '../domain/pause.ts'
import { profileFields } from '../domain/profile.ts'
import type { Supporter } from '../domain/supporter.ts'
import { messagesIn } from '../messages/index.ts'
import { choices, hiddenFields } from '../web/controls.ts'
import { dayIn } from '../web/dates.ts'
import { type Html, inLanguage, languageNames, layout, lines, type PageContext } from '../web/layout.ts'
import { errorAt, type FieldError } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { describeField, textField } from '../web/text-field.ts'
import { unsubscribeFromEverything } from './unsubscribe-page.ts'

export type Subscriber = Extract<Supporter, { status: 'subscribed' }>

export interface PreferencesPage {
  readonly supporter: Subscriber
  readonly now: Instant
  readonly receiptUrl: string
  readonly myDataUrl: string
  readonly errors?: readonly FieldError[]
}

/** Renders a subscriber's choices, to be saved with one press; the data held; and the button to unsubscribe. */
export function preferencesPage(context: PageContext, page: PreferencesPage): Reply {
  const { title, save } = messagesIn(context.locale).preferences
  const { errors = [] } = page
  return layout(context, {
    status: errors.length > 0 ? 422 : 200,
    title,
    languages: inLanguage,
    main: lines(
      html`<h1>${title}</h1>`,
      errors.length > 0 ? errorList(context, errors) : undefined,
      html`<form method="post" action="?">
${lines(
  ...hiddenFields([['shown', context.locale]]),
  topicFields(context, page),
  ...detailFields(context, page),
  context.settings.locales.length > 1 ? languageFields(context, page) : undefined,
  pauseFields(context, page),
  agreement(context),
  html`<button type="submit">${save}</button>`,
)}
</form>`,
      held(context, page),
      unsubscribeFromEverything(context),
    ),
  })
}

/** Renders the wording that covers adding a topic, and its version. */
export function wordingQuote({ settings, locale }: PageContext, before: string): Html | undefined {
  const wording = wordingOfPreferences(settings, locale)
  return (
    wording &&
    html`<p>${before}</p>
<blockquote class="quote">${wording.text}</blockquote>
<input type="hidden" name="wording" value="${wording.version}">`
  )
}

function topicFields({ settings, locale }: PageContext, { supporter }: PreferencesPage): Html {
  const offered = topicsOffered(settings, supporter.topics).map(({ id, name, description }) => ({
    name: 'topics',
    value: id,
    label: name[locale] ?? id,
    hint: description[locale],
    checked: supporter.topics.includes(id),
  }))
  return choices('checkbox', messagesIn(locale).preferences.topics, offered)
}

function detailFields({ locale }: PageContext, { supporter, errors }: PreferencesPage): Html[] {
  return profileFields.map((name) =>
    textField(describeField(name, locale), locale, { value: supporter[name], error: errorAt(name, errors) }),
  )
}

function languageFields({ settings, locale }: PageContext, { supporter }: PreferencesPage): Html {
  const chosen = supporter.locale ?? locale
  const offered = settings.locales.map((value) => ({
    name: 'locale',
    value,
    label: languageNames[value],
    lang: value,
    checked: value === chosen,
  }))
  return choices('radio', messagesIn(locale).preferences.language, offered)
}

/**
 * Renders the choice of a pause. The current state is preselected, so that saving other choices neither starts nor
 * ends one.
 */
function pauseFields(context: PageContext, { supporter, now }: PreferencesPage): Html {
  const { pause } = messagesIn(context.locale).preferences
  const paused = pauseAt(supporter, now)
  const keep =
    paused === undefined ? [] : [{ value: dayOf(paused), label: pause.keep(dayIn(context, paused)) }]
  const begin = pauses.map((length) => ({
    value: length,
    label: pause.choices[length](dayIn(context, pauseEnd(now, length))),
  }))
  const offered = [{ value: 'none', label: pause.none }, ...keep, ...begin]
  const chosen = paused === undefined ? 'none' : dayOf(paused)
  return choices(
    'radio',
    pause.title,
    offered.map((option) => ({ ...option, name: 'pause', checked: option.value === chosen })),
  )
}

function agreement(context: PageContext): Html | undefined {
  return wordingQuote(context, messagesIn(context.locale).preferences.agree)
}

function held(context: PageContext, { supporter, receiptUrl, myDataUrl }: PreferencesPage): Html {
  const { held } = messagesIn(context.locale).preferences
  return html`<section>
<h2>${held.title}</h2>
<p>${held.text}</p>
<dl>
${lines(
  supporter.address && entry(held.address, html`<bdi>${masked(supporter.address)}</bdi>`),
  entry(held.since, html`${dayIn(context, supporter.since)}`),
  entry(held.basis, html`${held.bases[supporter.lawfulBasis]}`),
)}
</dl>
<ul>
<li><a href="${receiptUrl}">${held.receipt}</a></li>
<li><a href="${myDataUrl}">${held.myData}</a></li>
</ul>
</section>`
}

const entry = (name: string, value: Html) => html`<dt>${name}</dt>
<dd>${value}</dd>`

/** Masks an address so that its owner recognises it and another reader of the mail does not learn it. */
function masked(address: EmailAddress): string {
  const text = address.original()
  const [first = ''] = text
  return `${first}…${text.slice(text.lastIndexOf('@'))}`
}

function errorList({ locale }: PageContext, errors: readonly FieldError[]): Html {
  const targets = new Map<string, string>([
    ...profileFields.map((name) => [name, name] as const),
    ['pause', 'pause-none'],
  ])
  const items = errors.map(({ field, detail }) => {
    const target = targets.get(field)
    return target ? html`<li><a href="#${target}">${detail}</a></li>` : html`<li>${detail}</li>`
  })
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>${messagesIn(locale).form.problem}</h2>
<ul>${items}</ul>
</div>`
}
