import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import { message, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'

export function exportPage(context: PageContext): Reply {
  const { ask } = messagesIn(context.locale).export
  const form = html`<form method="post">
<button type="submit">${ask.press}</button>
</form>`
  return message(context, ask, form)
}

/** Explains that the copy is too old, or has been erased. */
export function exportGonePage(context: PageContext): Reply {
  return message(context, messagesIn(context.locale).export.gone, undefined, 410)
}
