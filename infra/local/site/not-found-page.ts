import { layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

export function notFoundPage(settings: SiteSettings): string {
  return layout(settings, {
    title: `Page not found | ${settings.organisation}`,
    description: 'This page does not exist.',
    main: `<article class="frame prose"><h1>Page not found</h1><p>Go to <a href="/">our work in Mali</a>.</p></article>`,
  })
}
