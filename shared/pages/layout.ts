import { html, raw } from 'hono/html'
import { type PageOptions, page, type Reply } from '../http/reply.ts'
import type { Locale } from '../locale.ts'
import { directionOf, messagesIn } from '../messages/index.ts'
import type { Copy } from '../messages/messages.ts'
import type { Settings } from '../settings.ts'
import { style } from './style.ts'

export type Html = ReturnType<typeof html>

/** What every page needs to know. */
export interface PageContext {
  readonly settings: Settings
  readonly locale: Locale
}

export interface PageContent extends Omit<PageOptions, 'style'> {
  readonly status?: number
  readonly title: string
  readonly main: Html
}

/** The frame of every page: whose it is, what it says, who they are. */
export function layout({ settings, locale }: PageContext, content: PageContent): Reply {
  const { organisation } = settings
  const messages = messagesIn(locale)
  const document = html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${content.title} – ${organisation.name}</title>
<meta name="robots" content="noindex">
<style>${raw(style)}</style>
</head>
<body>
<header><a href="${organisation.websiteUrl}">${organisation.name}</a></header>
<main>
${content.main}
</main>
<footer>
<p>${organisation.legalName}</p>
<p>${organisation.address}</p>
<p>${organisation.registration}</p>
<p><a href="${organisation.privacyPolicyUrl}">${messages.form.privacyPolicy}</a></p>
</footer>
</body>
</html>
`
  return page(content.status ?? 200, String(document), { ...content, style })
}

/** A page that says one thing, and perhaps offers one more. */
export function message(context: PageContext, copy: Copy, more?: Html, status = 200): Reply {
  const main = html`<h1>${copy.title}</h1>
<p>${copy.text}</p>
${more ?? ''}`
  return layout(context, { status, title: copy.title, main })
}
