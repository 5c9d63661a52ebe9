import { html } from 'hono/html'
import type { PendingRequest } from '../domain/supporter.ts'
import { wordingHash } from '../domain/wording.ts'
import type { Reply } from '../http/reply.ts'
import { urls } from '../links/urls.ts'
import { directionOf, messagesIn } from '../messages/index.ts'
import { inLanguage, layout, lines, message, type PageContext } from './layout.ts'

export interface ConfirmPage {
  /** Why the page stands here again. */
  readonly notice?: string
  /** In the browser that sent the form: see `shared/links/same-browser.ts`. @default false */
  readonly completes?: boolean
}

/**
 * What is agreed to, and the one button that agrees. The press names the request that the page shows, so that nobody
 * agrees to what they did not read.
 */
export function confirmPage(
  context: PageContext,
  request: PendingRequest,
  { notice, completes = false }: ConfirmPage = {},
): Reply {
  const { settings, locale } = context
  const { ask } = messagesIn(locale).confirm
  const topics = settings.topics.filter((topic) => request.consent.topics.includes(topic.id))
  const wording = wordingShown(context, request)
  if (!wording) return gonePage(context)
  return layout(context, {
    title: ask.title,
    ...(completes ? { script: pressByItself } : { languages: inLanguage }),
    main: lines(
      html`<h1>${ask.title}</h1>`,
      notice === undefined ? undefined : html`<p class="notice" role="alert">${notice}</p>`,
      html`<p>${ask.text}</p>
<h2>${ask.topics}</h2>
<ul>${topics.map((topic) => html`<li>${topic.name[locale]}</li>`)}</ul>`,
      request.name === undefined
        ? undefined
        : html`<h2>${messagesIn(locale).form.name}</h2>
<p><bdi>${request.name}</bdi></p>`,
      html`<h2>${ask.agreed}</h2>
<blockquote class="quote" lang="${wording.locale}" dir="${directionOf(wording.locale)}">${wording.text}</blockquote>
<form method="post">
<input type="hidden" name="request" value="${request.sequence}">
<button type="submit">${ask.press}</button>
</form>`,
    ),
  })
}

/** Once, and only where somebody sees the page: a browser may load it before it is asked to, and run what is on it. */
const pressByItself = `
let pressed = false
const press = () => {
  if (pressed || document.prerendering || document.visibilityState !== 'visible') return
  pressed = true
  document.querySelector('main form').submit()
}
document.addEventListener('visibilitychange', press)
document.addEventListener('prerenderingchange', press)
press()
`

export function expiredPage(context: PageContext): Reply {
  const { expired } = messagesIn(context.locale).confirm
  const form = html`<form method="post">
<input type="hidden" name="action" value="resend">
<button type="submit">${expired.press}</button>
</form>`
  return message(context, expired, form, 410)
}

/** The link is authentic, but nothing waits for it any more. */
export function gonePage(context: PageContext): Reply {
  const { gone } = messagesIn(context.locale).confirm
  return message(context, gone, signUpAgain(context, gone.signUp), 410)
}

/** To the first of the forms: which one it was nobody remembers. */
export function signUpAgain({ settings, locale }: PageContext, text: string) {
  const [form = ''] = Object.keys(settings.forms)
  return html`<p><a href="${urls(settings.site.publicUrl).form(form, locale)}">${text}</a></p>`
}

/**
 * The words that were shown when the form was sent, which may be neither today's nor in the page's language.
 * @returns undefined if the settings no longer have exactly these words: then nobody can agree to them here
 */
function wordingShown({ settings }: PageContext, { consent: { wording, locale } }: PendingRequest) {
  const version = settings.wordings.find(
    ({ id, version }) => id === wording.id && version === wording.version,
  )
  const text = version?.text[locale]
  return text !== undefined && wordingHash(text) === wording.hash ? { text, locale } : undefined
}
