import { html } from 'hono/html'
import type { Html } from './layout.ts'
import type { SiteSettings } from './site-settings.ts'

/** Returns a plain form that works without script; `signup.js` improves it. Its field names are the API's. */
export function signUpForm(
  settings: SiteSettings,
  { apiUrl, siteUrl }: { apiUrl: string; siteUrl: string },
): Html {
  const name = settings.organisation
  return html`<section class="signup" id="signup" aria-labelledby="signup-heading">
  <div class="frame">
    <div class="invitation">
      <h2 id="signup-heading">Hear what happens next</h2>
      <p>Stories from the people we work with, what is needed next, and ways to take part. You choose the topics, and
      you can unsubscribe at any time.</p>
    </div>
    <form action="${apiUrl}/signups" method="post" accept-charset="utf-8">
      <input type="hidden" name="form" value="${settings.form}">
      <input type="hidden" name="page" value="${siteUrl}/">
      <input type="hidden" name="locale" value="en">
      <div class="unseen" aria-hidden="true">
        <label for="website">Leave this empty</label>
        <input id="website" name="website" tabindex="-1" autocomplete="off">
      </div>
      <div class="field">
        <label for="email">Email address</label>
        <input id="email" name="email" type="email" autocomplete="email" inputmode="email" spellcheck="false" maxlength="254" required>
        <p class="error" id="email-error" hidden></p>
      </div>
      <div class="field">
        <label for="name">Your name <span class="optional">(optional)</span></label>
        <input id="name" name="name" autocomplete="name" maxlength="60">
        <p class="error" id="name-error" hidden></p>
      </div>
      ${topics(settings)}
      <div class="field consent">
        <div class="choice">
          <input id="consent" name="consent" type="checkbox" value="yes" required>
          <label for="consent">${settings.wording}</label>
        </div>
        <p class="error" id="consent-error" hidden></p>
      </div>
      <p class="problem" id="problem" role="alert" tabindex="-1" hidden></p>
      <button class="button" type="submit">Sign up</button>
      <p class="small-print">We’ll send you one email asking you to confirm, and nothing else until you do.
      See the <a href="/privacy">privacy policy of ${name}</a>.</p>
    </form>
    <div class="thanks" id="thanks" role="status" tabindex="-1"></div>
  </div>
</section>`
}

function topics({ topics }: SiteSettings): Html {
  if (topics.length === 0) return html``
  const choices = topics.map(
    ({ id, name, description }) => html`<div class="choice">
          <input id="topic-${id}" name="topics" type="checkbox" value="${id}" aria-describedby="topic-${id}-about">
          <label for="topic-${id}">${name}</label>
          <p class="about" id="topic-${id}-about">${description}</p>
        </div>`,
  )
  return html`<fieldset class="field">
        <legend>What would you like to hear about?</legend>
        <input type="hidden" name="topics" value="">
        ${choices}
        <p class="error" id="topics-error" hidden></p>
      </fieldset>`
}
