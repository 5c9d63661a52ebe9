import { escapeHtml } from '../html.ts'
import { layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

/** The form by `embed.js`, as a website would put it in; without script, or where it fails, a link. */
export function joinPage(settings: SiteSettings, apiUrl: string): string {
  const name = escapeHtml(settings.organisation)
  return layout(settings, {
    title: `Join us | ${settings.organisation}`,
    description: `Hear from ${settings.organisation} by email.`,
    script: `${apiUrl}/embed.js`,
    main: `<article class="frame prose">
<h1>Join us</h1>
<p class="lead">Be the first to hear what is needed, and what your help has achieved.</p>
<supporter-signup form="${escapeHtml(settings.form)}">
<p><a class="button" href="${escapeHtml(`${apiUrl}/forms/${settings.form}`)}">Sign up for emails from ${name}</a></p>
</supporter-signup>
</article>`,
  })
}
