import { html, raw } from 'hono/html'
import { currentNotice, shownWording } from '../domain/wording.ts'
import { urls } from '../links/urls.ts'
import { messagesIn } from '../messages/index.ts'
import type { Copy } from '../messages/messages.ts'
import type { FormSettings, Settings } from '../settings/settings.ts'
import { type Html, layout, lines, type PageContext } from '../web/layout.ts'
import type { FieldError } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'

export interface FormPage {
  readonly id: string
  readonly form: FormSettings
  /** The values entered before, if the form is shown again. */
  readonly values?: FormValues
  readonly errors?: readonly FieldError[]
  /** Why it is shown again, if not for a field. */
  readonly notice?: Copy
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface FormValues {
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly topics?: readonly string[] | undefined
  readonly consent?: boolean
}

/** Renders the hosted sign-up form, also with errors to correct. Works without script. */
export function formPage(context: PageContext, formPage: FormPage): Reply {
  const { locale, settings } = context
  const { id, form, status = 200 } = formPage
  const title = form.title[locale] ?? ''
  const problem = problemOf(context, formPage)
  const url = urls(settings.site.publicUrl).form
  const reply = layout(context, {
    status,
    // A screen reader reads the title first.
    title: problem ? `${problem.title} – ${title}` : title,
    main: lines(
      html`<h1>${title}</h1>
<p>${form.introduction[locale]}</p>`,
      problem && summary(context, formPage, problem),
      html`<form method="post" action="/signups" novalidate>
<input type="hidden" name="form" value="${id}">
<input type="hidden" name="locale" value="${locale}">
<input type="hidden" name="page" value="${url(id)}">
<input type="hidden" name="wording" value="${shownWording(settings, id, locale).version}">
${fields(context, formPage)}
<button type="submit">${messagesIn(locale).form.submit}</button>
</form>`,
    ),
    // Not beside values entered, which a link would lose.
    ...(!problem && { languages: (other) => url(id, other) }),
    formTargets: form.thankYouUrl ? [new URL(form.thankYouUrl).origin] : [],
    framedBy: form.origins,
    cacheable: status === 200,
  })
  return { ...reply, headers: { ...reply.headers, ...formPage.headers } }
}

function fields(context: PageContext, formPage: FormPage): Html {
  const { form, values = {} } = formPage
  const { settings, locale } = context
  const { form: messages } = messagesIn(locale)
  const email = fieldOf(formPage, 'email')
  const name = fieldOf(formPage, 'name')
  const consent = fieldOf(formPage, 'consent')
  return lines(
    html`<div class="field${email.mark}">
${lines(
  html`<label for="email">${messages.email}</label>`,
  email.message,
  html`<input id="email" name="email" type="email" autocomplete="email" inputmode="email" spellcheck="false" dir="ltr" required maxlength="320" value="${values.email ?? ''}"${email.invalid}${email.described}>`,
)}
</div>
<div class="field${name.mark}">
${lines(
  html`<label for="name">${messages.name} <span class="hint">(${messages.optional})</span></label>`,
  name.message,
  html`<input id="name" name="name" type="text" autocomplete="name" dir="auto" maxlength="100" value="${values.name ?? ''}"${name.invalid}${name.described}>`,
)}
</div>`,
    offeredTopics(settings, form).length > 0 ? topicChoices(context, formPage) : undefined,
    html`<div class="consent${consent.mark}">
${lines(consent.message, agreement(context, formPage))}
</div>
<p class="small">${currentNotice(settings, locale).text}</p>
<p class="hp" aria-hidden="true"><label>${messages.honeypot} <input name="website" type="text" tabindex="-1" autocomplete="off"></label></p>`,
  )
}

/** Renders one box, never ticked beforehand: to agree, or, on a soft opt-in form, to refuse. */
function agreement({ settings, locale }: PageContext, formPage: FormPage): Html {
  const { id, form, values = {} } = formPage
  const consent = fieldOf(formPage, 'consent')
  const wording = shownWording(settings, id, locale).text
  return form.softOptIn
    ? html`<div class="choice">
<input id="refuse" name="refuse" type="checkbox" value="yes">
<label for="refuse">${wording}</label>
</div>`
    : html`<div class="choice">
<input id="consent" name="consent" type="checkbox" value="yes" required${checked(values.consent)}${consent.invalid}${consent.described}>
<label for="consent">${wording}</label>
</div>`
}

/** The hidden empty topic says that a choice was offered: ticking none then does not mean all. */
function topicChoices({ settings, locale }: PageContext, formPage: FormPage): Html {
  const { values = {} } = formPage
  const topics = fieldOf(formPage, 'topics')
  const choices = offeredTopics(settings, formPage.form).map(
    ({ id, name, description }) => html`<div class="choice">
<input id="topic-${id}" name="topics" type="checkbox" value="${id}"${checked(values.topics?.includes(id))}${topics.invalid} aria-describedby="about-${id}">
<label for="topic-${id}">${name[locale]}</label>
<span class="hint" id="about-${id}">${description[locale]}</span>
</div>`,
  )
  return html`<div class="field${topics.mark}">
<fieldset${topics.described}>
${lines(
  html`<legend>${messagesIn(locale).form.topics}</legend>`,
  topics.message,
  html`<input type="hidden" name="topics" value="">`,
  ...choices,
)}
</fieldset>
</div>`
}

/** Returns the topics to choose from; none if the form has a single topic. */
export function offeredTopics({ topics }: Settings, form: FormSettings): Settings['topics'] {
  return form.topics.length > 1 ? topics.filter(({ id }) => form.topics.includes(id)) : []
}

interface Problem {
  readonly title: string
  readonly text?: string
}

function problemOf({ locale }: PageContext, { errors = [], notice }: FormPage): Problem | undefined {
  return notice ?? (errors.length > 0 ? { title: messagesIn(locale).form.mend } : undefined)
}

/**
 * Takes the focus, so that a keyboard or screen reader starts at the errors. Each error links to its field, in the
 * order of the fields.
 */
function summary({ settings }: PageContext, formPage: FormPage, { title, text }: Problem): Html {
  const { form, errors = [] } = formPage
  const [firstTopic] = offeredTopics(settings, form)
  const targets = new Map([
    ['email', 'email'],
    ['name', 'name'],
    ['topics', firstTopic && `topic-${firstTopic.id}`],
    ['consent', 'consent'],
  ])
  const order = [...targets.keys()]
  const inOrder = errors.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
  const items = inOrder.map(({ field, detail }) => {
    const target = targets.get(field)
    return target ? html`<li><a href="#${target}">${detail}</a></li>` : html`<li>${detail}</li>`
  })
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
${lines(
  html`<h2>${title}</h2>`,
  text === undefined ? undefined : html`<p>${text}</p>`,
  items.length > 0 ? html`<ul>${items}</ul>` : undefined,
)}
</div>`
}

/** Returns what a wrong field shows: its mark, its attributes, and the message that they refer to. */
function fieldOf({ errors = [] }: FormPage, field: string) {
  const detail = errors.find((error) => error.field === field)?.detail
  if (detail === undefined) return { mark: '', invalid: '', described: '', message: undefined }
  return {
    mark: ' wrong',
    invalid: raw(' aria-invalid="true"'),
    described: html` aria-describedby="${field}-error"`,
    message: html`<p class="message" id="${field}-error">${detail}</p>`,
  }
}

const checked = (is: boolean | undefined) => (is ? ' checked' : '')
