import { html } from 'hono/html'
import { currentWording } from '../domain/wording.ts'
import type { FieldError } from '../http/problem.ts'
import type { Reply } from '../http/reply.ts'
import { urls } from '../links/urls.ts'
import { messagesIn } from '../messages/index.ts'
import type { Copy, Messages } from '../messages/messages.ts'
import type { FormSettings } from '../settings.ts'
import { type Html, layout, type PageContext } from './layout.ts'

export interface FormPage {
  readonly id: string
  readonly form: FormSettings
  /** What was typed before, if the form comes back. */
  readonly values?: FormValues
  readonly errors?: readonly FieldError[]
  /** Why it comes back, if not for a field. */
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

/** The hosted sign-up form, and the same form come back with what to mend. Works without script. */
export function formPage(context: PageContext, formPage: FormPage): Reply {
  const { locale, settings } = context
  const { id, form, errors = [], status = 200 } = formPage
  const title = form.title[locale] ?? ''
  const reply = layout(context, {
    status,
    title,
    main: html`<h1>${title}</h1>
<p>${form.introduction[locale]}</p>
${summary(messagesIn(locale), errors, formPage.notice)}
<form method="post" action="/signups" novalidate>
<input type="hidden" name="form" value="${id}">
<input type="hidden" name="locale" value="${locale}">
<input type="hidden" name="page" value="${urls(settings.site.publicUrl).form(id)}">
${fields(context, formPage)}
<p><button type="submit">${messagesIn(locale).form.submit}</button></p>
</form>`,
    formTargets: form.thankYouUrl ? [new URL(form.thankYouUrl).origin] : [],
    framedBy: form.origins,
    cacheable: status === 200,
  })
  return { ...reply, headers: { ...reply.headers, ...formPage.headers } }
}

function fields(context: PageContext, { id, form, values = {}, errors = [] }: FormPage): Html {
  const { settings, locale } = context
  const messages = messagesIn(locale)
  const wrong = (field: string) => errors.find((error) => error.field === field)?.detail
  return html`<div class="field ${wrong('email') ? 'wrong' : ''}">
<label for="email">${messages.form.email}</label>
<input id="email" name="email" type="email" autocomplete="email" inputmode="email" spellcheck="false" dir="ltr" required maxlength="320" value="${values.email ?? ''}" ${described('email', wrong('email'))}>
${fieldError('email', wrong('email'))}
</div>
<div class="field ${wrong('name') ? 'wrong' : ''}">
<label for="name">${messages.form.name} <span class="hint">(${messages.form.optional})</span></label>
<input id="name" name="name" type="text" autocomplete="name" maxlength="100" value="${values.name ?? ''}" ${described('name', wrong('name'))}>
${fieldError('name', wrong('name'))}
</div>
${form.topics.length > 1 ? topicChoices(context, form, values.topics ?? [], wrong('topics')) : ''}
<div class="consent choice ${wrong('consent') ? 'wrong' : ''}">
<input id="consent" name="consent" type="checkbox" value="yes" required ${values.consent ? 'checked' : ''} ${described('consent', wrong('consent'))}>
<label for="consent">${currentWording(settings, id, locale).text}</label>
${fieldError('consent', wrong('consent'))}
</div>
<p class="hp" aria-hidden="true"><label>${messages.form.honeypot} <input name="website" type="text" tabindex="-1" autocomplete="off"></label></p>`
}

/** The hidden empty topic says that a choice was offered: to tick none is then not to want them all. */
function topicChoices(
  { settings, locale }: PageContext,
  form: FormSettings,
  chosen: readonly string[],
  wrong?: string,
): Html {
  const offered = settings.topics.filter((topic) => form.topics.includes(topic.id))
  return html`<fieldset class="${wrong ? 'wrong' : ''}" id="topics" tabindex="-1" ${described('topics', wrong)}>
<legend>${messagesIn(locale).form.topics}</legend>
<input type="hidden" name="topics" value="">
${fieldError('topics', wrong)}
${offered.map(
  (topic) => html`<div class="choice">
<input id="topic-${topic.id}" name="topics" type="checkbox" value="${topic.id}" ${chosen.includes(topic.id) ? 'checked' : ''} aria-describedby="about-${topic.id}">
<label for="topic-${topic.id}">${topic.name[locale]}</label>
<span class="hint" id="about-${topic.id}">${topic.description[locale]}</span>
</div>
`,
)}</fieldset>`
}

function summary(messages: Messages, errors: readonly FieldError[], notice?: Copy): Html | '' {
  const shown = ['email', 'name', 'topics', 'consent']
  if (errors.length === 0 && !notice) return ''
  const title = notice?.title ?? messages.form.mend
  return html`<div class="summary" role="alert">
<h2>${title}</h2>
${notice ? html`<p>${notice.text}</p>` : ''}
<ul>${errors.map(({ field, detail }) => html`<li>${shown.includes(field) ? html`<a href="#${field}">${detail}</a>` : detail}</li>`)}</ul>
</div>`
}

const described = (field: string, wrong: string | undefined) =>
  wrong ? html`aria-invalid="true" aria-describedby="${field}-error"` : ''

const fieldError = (field: string, wrong: string | undefined) =>
  wrong ? html`<span class="message" id="${field}-error">${wrong}</span>` : ''
