import { html } from 'hono/html'
import type { Consent } from '../domain/events.ts'
import { profileFields } from '../domain/profile.ts'
import type { PendingSignUp } from '../domain/supporter.ts'
import { wordingHash } from '../domain/wording.ts'
import { urls } from '../links/urls.ts'
import { directionOf, messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import { pressForm } from '../web/controls.ts'
import { type Html, inLanguage, layout, lines, message, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'

export interface ConfirmPage {
  /** Why the page is shown again. */
  readonly notice?: string
  /**
   * True in the browser that sent the form: see `shared/links/same-browser.ts`.
   * @default false
   */
  readonly completes?: boolean
}

/**
 * Renders the consent and the one button that gives it. The press names the sign-up that the page shows, so that
 * consent is given only to a text that was shown.
 */
export function confirmPage(
  context: PageContext,
  request: PendingSignUp,
  { notice, completes = false }: ConfirmPage = {},
): Reply {
  const { locale } = context
  const { ask } = messagesIn(locale).confirm
  const wording = wordingShown(context, request.consent)
  if (!wording) return gonePage(context)
  return layout(context, {
    title: ask.title,
    ...(completes ? { script: pressByItself } : { languages: inLanguage }),
    main: lines(
      html`<h1>${ask.title}</h1>`,
      notice === undefined ? undefined : html`<p class="notice" role="alert">${notice}</p>`,
      html`<p>${ask.text}</p>`,
      topicsAsked(context, request.consent),
      ...detailsGiven(context, request),
      wordingAgreedTo(context, wording),
      pressForm([['request', request.sequence]], html`<button type="submit">${ask.press}</button>`),
    ),
  })
}

function detailsGiven({ locale }: PageContext, request: PendingSignUp): (Html | undefined)[] {
  const { form } = messagesIn(locale)
  return profileFields.map((field) =>
    request[field] === undefined
      ? undefined
      : html`<h2>${form[field]}</h2>
<p><bdi>${request[field]}</bdi></p>`,
  )
}

/**
 * Renders an address change at the new address: the topics that continue there, and the one button that completes it.
 * If the lawful basis is consent, the page shows the same wording above the button, so that the press itself proves
 * the consent.
 */
export function addressChangePage(context: PageContext, consent: Consent): Reply {
  const { addressChange } = messagesIn(context.locale).confirm
  const wording = consent.lawfulBasis === 'consent' ? wordingShown(context, consent) : undefined
  return layout(context, {
    title: addressChange.ask.title,
    languages: inLanguage,
    main: lines(
      html`<h1>${addressChange.ask.title}</h1>`,
      html`<p>${addressChange.ask.text}</p>`,
      topicsAsked(context, consent),
      wording && wordingAgreedTo(context, wording),
      pressForm([], html`<button type="submit">${addressChange.ask.press}</button>`),
    ),
  })
}

function topicsAsked({ settings, locale }: PageContext, consent: Consent): Html {
  const topics = settings.topics.filter(({ id }) => consent.topics.includes(id))
  return html`<h2>${messagesIn(locale).confirm.ask.topics}</h2>
<ul>${topics.map((topic) => html`<li>${topic.name[locale]}</li>`)}</ul>`
}

function wordingAgreedTo({ locale }: PageContext, wording: { text: string; locale: Locale }): Html {
  return html`<h2>${messagesIn(locale).confirm.ask.agreed}</h2>
<blockquote class="quote" lang="${wording.locale}" dir="${directionOf(wording.locale)}">${wording.text}</blockquote>`
}

/**
 * Presses once, and only when the page is visible: a browser may load a page before it is opened, and run its script.
 */
const pressByItself = `
let pressed = false
const press = () => {
  if (pressed || document.prerendering || document.visibilityState !== 'visible') return
  pressed = true
  document.querySelector('main form').submit()
}
document.addEventListener('visibilitychange', press)
document.addEventListener('prerenderingchange', press)
press()
`

/** Explains why a press for an address change changed nothing. */
export function addressNotChangedPage(context: PageContext, why: 'stopped' | 'nothing'): Reply {
  const { addressChange, gone } = messagesIn(context.locale).confirm
  const more = why === 'nothing' ? signUpAgain(context, gone.signUp) : undefined
  return message(context, addressChange[why], more, 410)
}

/** Explains that the notice to the old address comes first. */
export function tooSoonPage(context: PageContext): Reply {
  const { soon } = messagesIn(context.locale).confirm.addressChange
  const again = pressForm([], html`<button type="submit">${soon.press}</button>`)
  return message(context, soon, again, 503)
}

export function expiredPage(context: PageContext): Reply {
  const { expired } = messagesIn(context.locale).confirm
  const form = html`<form method="post">
<input type="hidden" name="action" value="resend">
<button type="submit">${expired.press}</button>
</form>`
  return message(context, expired, form, 410)
}

/** Explains that the link is authentic, but its sign-up is no longer pending. */
export function gonePage(context: PageContext): Reply {
  const { gone } = messagesIn(context.locale).confirm
  return message(context, gone, signUpAgain(context, gone.signUp), 410)
}

/** Links to the first form: which form a person once used is not recorded. */
export function signUpAgain({ settings, locale }: PageContext, text: string) {
  const [form = ''] = Object.keys(settings.forms)
  return html`<p><a href="${urls(settings.site.publicUrl).form(form, locale)}">${text}</a></p>`
}

/**
 * Returns the wording shown when the form was sent, which may be neither the current one nor in the page's language.
 * @returns undefined if the settings no longer have exactly this text: then it cannot be agreed to here
 */
function wordingShown({ settings }: PageContext, { wording, locale }: Consent) {
  const version = settings.wordings.find(
    ({ id, version }) => id === wording.id && version === wording.version,
  )
  const text = version?.text[locale]
  return text !== undefined && wordingHash(text) === wording.hash ? { text, locale } : undefined
}
