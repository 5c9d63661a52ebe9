import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import { honeypot } from '../web/controls.ts'
import { inLanguage, layout, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'
import { describeField, textField } from '../web/text-field.ts'

export interface MyDataLinkPage {
  /** The address entered before, if the page is shown again. */
  readonly email?: string
  /** The error of the address, or the reason for showing the page again. */
  readonly problem?: string
  readonly status?: number
}

/** Renders the form that requests the my-data links, for people who have lost every mail too. */
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

/** Renders the answer, which is the same for every address. */
export function linkSentPage(context: PageContext): Reply {
  const { sent } = messagesIn(context.locale).myData
  return layout(context, {
    title: sent.title,
    main: html`<h1>${sent.title}</h1>
<p>${sent.text}</p>
<p>${sent.nothing}</p>`,
  })
}
