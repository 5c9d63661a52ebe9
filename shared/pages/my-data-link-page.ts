import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import { honeypot } from '../web/controls.ts'
import { inLanguage, layout, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'
import { describeField, textField } from '../web/text-field.ts'

export interface MyDataLinkPage {
  /** As it was typed, if the page comes back. */
  readonly email?: string
  /** Says what to correct, or why the page comes back. */
  readonly problem?: string
  readonly status?: number
}

/** Asks for the address to send the links to, for people who no longer have a mail of ours. */
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

/** Says the same whether or not we know the address. */
export function linkSentPage(context: PageContext): Reply {
  const { sent } = messagesIn(context.locale).myData
  return layout(context, {
    title: sent.title,
    main: html`<h1>${sent.title}</h1>
<p>${sent.text}</p>
<p>${sent.nothing}</p>`,
  })
}
