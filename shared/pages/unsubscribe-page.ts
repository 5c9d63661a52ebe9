import { html } from 'hono/html'
import type { Reply } from '../http/reply.ts'
import { messagesIn } from '../messages/index.ts'
import { signUpAgain } from './confirm-page.ts'
import { lines, message, type PageContext } from './layout.ts'

export function unsubscribePage(context: PageContext): Reply {
  const { ask } = messagesIn(context.locale).unsubscribe
  const form = html`<form method="post">
<button type="submit">${ask.press}</button>
</form>`
  return message(context, ask, form)
}

export function unsubscribedPage(context: PageContext): Reply {
  const { done } = messagesIn(context.locale).unsubscribe
  return message(context, done, lines(html`<h2>${done.mistake}</h2>`, signUpAgain(context, done.signUp)))
}
