import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import type { FormSettings } from '../settings/settings.ts'
import { inLanguage, layout, lines, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'

/** Renders the page after the form: the next step, the same for every address. It also works in a frame. */
export function thanksPage(context: PageContext, form: FormSettings): Reply {
  const { organisation, forms } = context.settings
  const { back } = messagesIn(context.locale).thanks
  const { title, text } = thanksIn(context.locale, form)
  return layout(context, {
    title,
    languages: inLanguage,
    main: lines(
      html`<h1>${title}</h1>`,
      ...text.map((paragraph) => html`<p>${paragraph}</p>`),
      html`<p><a href="${organisation.websiteUrl}" target="_top">${back(organisation.name)}</a></p>`,
    ),
    framedBy: [...new Set(Object.values(forms).flatMap(({ origins }) => origins))],
    cacheable: true,
  })
}

/** Returns the next step, which depends on the form alone: confirm, or nothing. */
export function thanksIn(locale: Locale, form: FormSettings): { title: string; text: string[] } {
  const { softOptIn, title, text, spam } = messagesIn(locale).thanks
  return form.softOptIn ? { title: softOptIn.title, text: [softOptIn.text] } : { title, text: [text, spam] }
}
