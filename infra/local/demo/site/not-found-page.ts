import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

export function notFoundPage(settings: SiteSettings): Html {
  return layout(settings, {
    title: `Page not found | ${settings.organisation}`,
    description: 'There is no such page.',
    main: html`<article class="frame prose"><h1>There is no such page</h1><p><a href="/">Our work in Mali</a> is here.</p></article>`,
  })
}
