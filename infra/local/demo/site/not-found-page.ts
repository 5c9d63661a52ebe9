import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

export function notFoundPage(settings: SiteSettings): Html {
  return layout(settings, {
    title: `Page not found | ${settings.organisation}`,
    description: 'This page does not exist.',
    main: html`<article class="frame prose"><h1>Page not found</h1><p>Go to <a href="/">our work in Mali</a>.</p></article>`,
  })
}
