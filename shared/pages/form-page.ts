import { html, raw } from 'hono/html'
import { currentNotice, shownWording } from '../domain/wording.ts'
import { urls } from '../links/urls.ts'
import { messagesIn } from '../messages/index.ts'
import type { Copy } from '../messages/messages.ts'
import type { FormSettings, Settings } from '../settings/settings.ts'
import { honeypot } from '../web/controls.ts'
import { type TextFieldName, textFields } from '../web/form-fields.ts'
import { type Html, layout, lines, type PageContext } from '../web/layout.ts'
import { errorAt, type FieldError } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { describeField, textField } from '../web/text-field.ts'

export interface FormPage {
  readonly id: string
  readonly form: FormSettings
  /** The values entered before, if the form comes back. */
  readonly values?: FormValues
  readonly errors?: readonly FieldError[]
  /** Why the form comes back, if not for a field. */
  readonly notice?: Copy
  readonly status?: number
}

export interface FormValues extends Readonly<Partial<Record<TextFieldName, string>>> {
  readonly topics?: readonly string[]
  readonly consent?: boolean
  readonly refuse?: boolean
}

/** Renders the hosted sign-up form, also with errors to correct. Works without script. */
export function formPage(context: PageContext, formPage: FormPage): Reply {
  const { locale, settings } = context
  const { id, form, status = 200 } = formPage
  const title = form.title[locale] ?? ''
  const problem = problemOf(context, formPage)
  const url = urls(settings.site.publicUrl).form
  return layout(context, {
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
    // Not beside values entered, which following a link would lose.
    ...(!problem && { languages: (other) => url(id, other) }),
    formTargets: form.thankYouUrl ? [new URL(form.thankYouUrl).origin] : [],
    framedBy: form.origins,
    cacheable: status === 200,
  })
}

function fields(context: PageContext, formPage: FormPage): Html {
  const { form } = formPage
  const { settings, locale } = context
  const consent = fieldOf(formPage, 'consent')
  return lines(
    ...textFields.map((name) => textFieldIn(context, formPage, name)),
    offeredTopics(settings, form).length > 0 ? topicChoices(context, formPage) : undefined,
    html`<div class="consent${consent.mark}">
${lines(consent.message, agreement(context, formPage))}
</div>
<p class="small">${currentNotice(settings, locale).text}</p>
${honeypot(messagesIn(locale).form.honeypot)}`,
  )
}

function textFieldIn({ locale }: PageContext, { values, errors }: FormPage, name: TextFieldName): Html {
  return textField(describeField(name, locale), locale, {
    value: values?.[name],
    error: errorAt(name, errors),
  })
}

/** Renders one box, never ticked beforehand: to agree, or, on a soft opt-in form, to refuse. */
function agreement({ settings, locale }: PageContext, formPage: FormPage): Html {
  const { id, form, values = {} } = formPage
  const consent = fieldOf(formPage, 'consent')
  const wording = shownWording(settings, id, locale).text
  return form.softOptIn
    ? html`<div class="choice">
<input id="refuse" name="refuse" type="checkbox" value="yes"${checked(values.refuse)}>
<label for="refuse">${wording}</label>
</div>`
    : html`<div class="choice">
<input id="consent" name="consent" type="checkbox" value="yes" required${checked(values.consent)}${consent.invalid}${consent.described}>
<label for="consent">${wording}</label>
</div>`
}

/**
 * Renders the choice of topics. The hidden empty topic shows that there was a choice: ticking none then does not mean
 * all.
 */
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
  return notice ?? (errors.length > 0 ? { title: messagesIn(locale).form.problem } : undefined)
}

/**
 * Takes the focus, so that a keyboard or screen reader starts at the errors. Each error links to its field, in the
 * order of the fields.
 */
function summary({ settings }: PageContext, formPage: FormPage, { title, text }: Problem): Html {
  const { form, errors = [] } = formPage
  const [firstTopic] = offeredTopics(settings, form)
  const targets = new Map<string, string | undefined>([
    ...textFields.map((name) => [name, name] as const),
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

/** Returns the parts of a field that show its error: its class, its attributes, and the message that they refer to. */
function fieldOf({ errors }: FormPage, field: string) {
  const detail = errorAt(field, errors)
  if (detail === undefined) return { mark: '', invalid: '', described: '', message: undefined }
  return {
    mark: ' wrong',
    invalid: raw(' aria-invalid="true"'),
    described: html` aria-describedby="${field}-error"`,
    message: html`<p class="message" id="${field}-error">${detail}</p>`,
  }
}

const checked = (is: boolean | undefined) => (is ? ' checked' : '')
