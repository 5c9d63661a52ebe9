import { html, raw } from 'hono/html'
import { directionOf, messagesIn } from '../messages/index.ts'
import type { Copy } from '../messages/messages.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { type PageOptions, page, type Reply } from './reply.ts'
import { styleOf } from './style.ts'

export type Html = ReturnType<typeof html>

/** The settings and the language of a page. */
export interface PageContext {
  readonly settings: Settings
  readonly locale: Locale
}

export interface PageContent extends Omit<PageOptions, 'style' | 'image'> {
  readonly status?: number
  readonly title: string
  readonly main: Html
  /** Returns the page's URL in another language. @default the page is in one language only */
  readonly languages?: (locale: Locale) => string
}

/**
 * Renders the frame of every page: the organisation, the content, the legal details. Links open outside a frame on
 * another website. Texts that the organisation wrote may run against the page's direction, so they are isolated
 * (`bdi`).
 */
export function layout(context: PageContext, content: PageContent): Reply {
  const { settings, locale } = context
  const { name, legalName, address, registration, websiteUrl, privacyPolicyUrl } = settings.organisation
  const { logo } = settings.theme
  const style = styleOf(settings.theme)
  const document = html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${content.title} – ${name}</title>
<meta name="robots" content="noindex">
<style>${raw(style)}</style>
</head>
<body>
<header>
${lines(
  html`<a class="${logo ? 'logo' : 'name'}" href="${websiteUrl}" target="_top">${logo ? html`<img src="${logo}" alt="${name}">` : html`<bdi>${name}</bdi>`}</a>`,
  content.languages && otherLanguages(context, content.languages),
)}
</header>
<main>
${content.main}
</main>
<footer>
<p><bdi>${legalName}</bdi></p>
<p><bdi>${address}</bdi></p>
<p><bdi>${registration}</bdi></p>
<p><a href="${privacyPolicyUrl}" target="_top">${messagesIn(locale).form.privacyPolicy}</a></p>
</footer>${
    content.script === undefined
      ? ''
      : html`
<script>${raw(content.script)}</script>`
  }
</body>
</html>
`
  return page(content.status ?? 200, String(document), { ...content, style, image: logo !== undefined })
}

/** Links to the same page in another language, without its path, which may hold a token. */
export const inLanguage = (locale: Locale) => `?locale=${locale}`

/** Renders a page of one message, with an optional part below it. */
export function message(context: PageContext, copy: Copy, more?: Html, status = 200): Reply {
  const main = lines(html`<h1>${copy.title}</h1>`, html`<p>${copy.text}</p>`, more)
  return layout(context, { status, title: copy.title, main })
}

/** Joins parts, one a line, leaving out those that are undefined. */
export function lines(...parts: readonly (Html | undefined)[]): Html {
  return raw(parts.filter((part) => part !== undefined).join('\n'))
}

function otherLanguages(
  { settings, locale }: PageContext,
  urlIn: (locale: Locale) => string,
): Html | undefined {
  const others = settings.locales.filter((other) => other !== locale)
  if (others.length === 0) return undefined
  const links = others.map(
    (other) =>
      html`<a href="${urlIn(other)}" lang="${other}" hreflang="${other}" dir="${directionOf(other)}">${languageNames[other]}</a>`,
  )
  return html`<p class="languages">${links}</p>`
}

/** Each language's name in the language itself. */
export const languageNames: Record<Locale, string> = { en: 'English', fr: 'Français', ar: 'العربية' }
