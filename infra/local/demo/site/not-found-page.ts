import { layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

export function notFoundPage(settings: SiteSettings): string {
  return layout(settings, {
    title: `Page not found | ${settings.organisation}`,
    description: 'There is no such page.',
    main: `<article class="frame prose"><h1>There is no such page</h1><p><a href="/">Our work in Mali</a> is here.</p></article>`,
  })
}
