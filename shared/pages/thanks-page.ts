import { html } from 'hono/html'
import type { Reply } from '../http/reply.ts'
import { messagesIn } from '../messages/index.ts'
import { layout, type PageContext } from './layout.ts'

/** After the form, which may stand in a frame: what to do next. The same for everybody, whatever we know of the address. */
export function thanksPage(context: PageContext): Reply {
  const { organisation, forms } = context.settings
  const { thanks } = messagesIn(context.locale)
  return layout(context, {
    title: thanks.title,
    main: html`<h1>${thanks.title}</h1>
<p>${thanks.text}</p>
<p>${thanks.spam}</p>
<p><a href="${organisation.websiteUrl}" target="_top">${thanks.back(organisation.name)}</a></p>`,
    framedBy: [...new Set(Object.values(forms).flatMap(({ origins }) => origins))],
    cacheable: true,
  })
}
