import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import { honeypot } from '../web/controls.ts'
import { inLanguage, layout, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'
import { describeField, textField } from '../web/text-field.ts'

export interface MyDataLinkPage {
  /** What was typed before, if the page comes back. */
  readonly email?: string
  /** What is wrong with it, or why it comes back. */
  readonly problem?: string
  readonly status?: number
}

/** Where somebody asks for the links to their data, who may have lost every mail. */
export function myDataLinkPage(
  context: PageContext,
  { email, problem, status = 200 }: MyDataLinkPage = {},
): Reply {
  const { locale } = context
  const { form, myData } = messagesIn(locale)
  const { title, text, press } = myData.ask
  return layout(context, {
    status,
    title,
    languages: inLanguage,
    cacheable: status === 200,
    main: html`<h1>${title}</h1>
<p>${text}</p>
<form method="post" novalidate>
<input type="hidden" name="locale" value="${locale}">
${textField(describeField('email', locale), locale, { value: email, error: problem, announced: true })}
${honeypot(form.honeypot)}
<button type="submit">${press}</button>
</form>`,
  })
}

/** The same for everybody. */
export function linkSentPage(context: PageContext): Reply {
  const { sent } = messagesIn(context.locale).myData
  return layout(context, {
    title: sent.title,
    main: html`<h1>${sent.title}</h1>
<p>${sent.text}</p>
<p>${sent.nothing}</p>`,
  })
}
