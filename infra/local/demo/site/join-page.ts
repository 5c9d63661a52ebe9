import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

/** Returns a page with the form that `embed.js` inserts, and a link if the script is off or fails. */
export function joinPage(settings: SiteSettings, apiUrl: string): Html {
  const name = settings.organisation
  return layout(settings, {
    title: `Join us | ${settings.organisation}`,
    description: `Hear from ${settings.organisation} by email.`,
    script: `${apiUrl}/embed.js`,
    main: html`<article class="frame prose">
<h1>Join us</h1>
<p class="lead">Be the first to hear what is needed, and what your help has achieved.</p>
<supporter-signup form="${settings.form}">
<p><a class="button" href="${apiUrl}/forms/${settings.form}">Sign up for emails from ${name}</a></p>
</supporter-signup>
</article>`,
  })
}
