import { html } from 'hono/html'
import type { PendingRequest } from '../domain/supporter.ts'
import type { Reply } from '../http/reply.ts'
import { urls } from '../links/urls.ts'
import { messagesIn } from '../messages/index.ts'
import { layout, message, type PageContext } from './layout.ts'

/**
 * What is agreed to, and the one button that agrees. The press names the request that the page shows, so that nobody
 * agrees to what they did not read.
 */
export function confirmPage(context: PageContext, request: PendingRequest, notice?: string): Reply {
  const { settings, locale } = context
  const { ask } = messagesIn(locale).confirm
  const topics = settings.topics.filter((topic) => request.consent.topics.includes(topic.id))
  return layout(context, {
    title: ask.title,
    main: html`<h1>${ask.title}</h1>
${notice ? html`<p class="summary" role="alert">${notice}</p>` : ''}
<p>${ask.text}</p>
<h2>${ask.topics}</h2>
<ul>${topics.map((topic) => html`<li>${topic.name[locale]}</li>`)}</ul>
<h2>${ask.agreed}</h2>
<p class="quote">${wordingText(context, request)}</p>
<form method="post">
<input type="hidden" name="request" value="${request.sequence}">
<button type="submit">${ask.press}</button>
</form>`,
  })
}

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

export function signUpAgain({ settings, locale }: PageContext, text: string, form = firstForm(settings)) {
  return html`<p><a href="${urls(settings.site.publicUrl).form(form, locale)}">${text}</a></p>`
}

const firstForm = (settings: PageContext['settings']) => Object.keys(settings.forms)[0] ?? ''

/** The words that were shown when the form was sent, which may not be today's. */
function wordingText({ settings, locale }: PageContext, { consent }: PendingRequest): string {
  const { id, version } = consent.wording
  const shown = settings.wordings.find((wording) => wording.id === id && wording.version === version)
  return shown?.text[consent.locale] ?? shown?.text[locale] ?? ''
}
