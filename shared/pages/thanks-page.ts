import { html } from 'hono/html'
import type { Reply } from '../http/reply.ts'
import { messagesIn } from '../messages/index.ts'
import { layout, type PageContext } from './layout.ts'

/** After the form: what to do next. The same for everybody, whatever we know of the address. */
export function thanksPage(context: PageContext): Reply {
  const { organisation } = context.settings
  const { thanks } = messagesIn(context.locale)
  return layout(context, {
    title: thanks.title,
    main: html`<h1>${thanks.title}</h1>
<p>${thanks.text}</p>
<p>${thanks.spam}</p>
<p><a href="${organisation.websiteUrl}">${thanks.back(organisation.name)}</a></p>`,
    cacheable: true,
  })
}
