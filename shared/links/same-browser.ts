import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/*
 * Confirms a sign-up without a press, where that is safe. The answer to a sign-up sets a cookie, the mark, in the browser
 * that sent it. If that browser opens the confirmation link, the page completes by itself. Any other browser waits for a
 * press.
 *
 * Guarantees, and how they are met:
 * - A scanner never confirms. GET changes nothing: the page sends a POST by script, and has that script only if the
 *   mark came with the request. A scanner may use a real browser, but it did not send the form. The script also waits
 *   until the page is visible, since a browser may fetch and run a page before a click.
 * - Nothing reveals who is known. Every accepted sign-up gets a mark of the same length, a robot's included. Its content
 *   can be checked with our key only. No two marks are alike: otherwise two sign-ups with one address would reveal
 *   whether the second changed anything, which it does not for a subscriber.
 * - Consent is given only to a text that was read. The mark is valid for one version of one pending sign-up. If the form
 *   is sent again, by any person, the sequence changes and the page waits for a press. It also waits if the pending
 *   sign-up is not the one that this form sent, for example a stranger's that is still pending.
 * - Another website cannot obtain a mark. A form on a foreign website can post to us in its visitor's browser, so only
 *   our own pages and the websites that the form lists set one (`Origin`, or `Sec-Fetch-Site` for our own pages, whose
 *   Referrer-Policy makes their origin "null"). `__Host-` prevents other hosts of the same domain from planting a mark
 *   of their own. A mark is worth nothing without the link from the mailbox, and a stolen link without the mark still
 *   needs a press.
 * - SameSite is Lax. Strict would withhold the cookie from the one request that needs it: a link in webmail is a
 *   navigation from another site. Lax sends it with such a GET, which changes nothing, and with no POST from elsewhere.
 * - The cookie lives as long as the link, is hidden from scripts (HttpOnly), and is deleted after use.
 *
 * On a website, embed.js posts with credentials for the sake of the mark; only origins that the form lists are answered.
 * The browser keeps the mark if the website shares our domain, as www.example.org and supporters.example.org do. It
 * discards a Lax cookie in the answer of another site, and that supporter presses the button.
 */

const name = '__Host-sign-up'

/** The sign-up that a mark is valid for. */
export interface MarkedSignUp {
  readonly supporterId: SupporterId
  /** The sequence of the latest form of the pending sign-up; 0 if there is none. */
  readonly sequence: number
}

/** The lifetime of a mark, which is that of the link. */
interface Lifetime {
  readonly now: Instant
  readonly expiresAt: Instant
}

/**
 * Returns the `Set-Cookie` of an accepted sign-up.
 * @param salt 128 random bits, base64url
 */
export function sameBrowserCookie(
  key: string,
  signUp: MarkedSignUp,
  salt: string,
  { now, expiresAt }: Lifetime,
): string {
  const head = `${Math.floor(expiresAt / 1000)}.${salt}`
  return cookie(`${head}.${macOf(key, signUp, head)}`, Math.floor((expiresAt - now) / 1000))
}

/** Checks whether this browser sent the form that the link confirms. */
export function hasValidMark(
  key: string,
  signUp: MarkedSignUp,
  now: Instant,
  cookies: readonly string[],
): boolean {
  return cookies.some((cookie) => {
    const [, head, end, mac] = /^__Host-sign-up=((\d{10})\.[\w-]{22})\.([\w-]{43})$/.exec(cookie) ?? []
    if (!head || !mac || now >= Number(end) * 1000) return false
    return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, signUp, head)))
  })
}

export const hasMark = (cookies: readonly string[]) => cookies.some((sent) => sent.startsWith(`${name}=`))

/** The `Set-Cookie` that deletes the mark. */
export const expiredMark = cookie('', 0)

function cookie(value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Lax`
}

/** Signs with the key of supporter ids, since the function that accepts sign-ups must not hold the keys that sign links. */
function macOf(key: string, { supporterId, sequence }: MarkedSignUp, head: string): string {
  return createHmac('sha256', key).update(`browser\n${supporterId}\n${sequence}\n${head}`).digest('base64url')
}
