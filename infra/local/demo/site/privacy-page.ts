import { html } from 'hono/html'
import { type Html, layout } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

/** Returns the privacy policy that the forms link to. */
export function privacyPage(settings: SiteSettings): Html {
  const name = settings.organisation
  const mailbox = settings.privacyMailbox
  return layout(settings, {
    title: `Privacy policy | ${settings.organisation}`,
    description: `What ${settings.organisation} does with your personal information.`,
    main: html`<article class="frame prose">
<h1>Privacy policy</h1>
<p class="lead">What we hold about you when you sign up for our emails, why we hold it, and what you can do about it.</p>
<h2>Who is responsible</h2>
<p>${settings.legalName} decides how your personal information is used. Write to
<a href="mailto:${mailbox}">${mailbox}</a> about anything on this page.</p>
<h2>What we keep</h2>
<p>Your email address, your name if you gave it, and the topics you chose. We also keep proof of your consent: when you
gave it, the wording that you agreed to, the page you were on, and the network address and browser that you used.</p>
<h2>Why we can use it</h2>
<p>You gave us your consent. We ask you to confirm by email first, and we send nothing else until you have. If you never confirm,
we delete what you typed.</p>
<h2>How to unsubscribe</h2>
<p>Every email has a link to unsubscribe. It needs no password and it does not expire. When you unsubscribe, we keep a
coded form of your address, so that we do not email you by mistake.</p>
<h2>Who else sees it</h2>
<p>Amazon Web Services stores the information and sends the emails for us. We do not sell it, share it or swap it, and
we do not track whether you open an email or click on links in it.</p>
<h2>Your rights</h2>
<p>You can ask to see what we hold about you, to have it corrected, restricted or deleted, and to get a copy to take
elsewhere. We answer within one month, and it is free. If you are unhappy with our answer, you can complain to us and to
the Information Commissioner’s Office.</p>
<p><a href="/#signup">Back to the sign-up form of ${name}</a></p>
</article>`,
  })
}
