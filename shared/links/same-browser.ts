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
 * - Nothing reveals who is known. The mark is made before the sign-up is decided, from a nonce that every accepted form
 *   gets, a robot's included. All marks have the same length, their content can be checked with our key only, and no two
 *   are alike.
 * - Consent is given only to a text that was read. The nonce is stored with the pending sign-up that this form made. A
 *   form sent since, by any person, has another nonce, and the page waits for a press. It also waits if the form changed
 *   nothing about an earlier pending sign-up, for example a stranger's, and if the sign-up includes another form's topics.
 * - Another website cannot obtain a mark. A form on a foreign website can post to us in its visitor's browser, so only
 *   our own pages and the websites that the form lists set one (`Origin`, or `Sec-Fetch-Site` for our own pages, whose
 *   Referrer-Policy makes their origin "null"). `__Host-` prevents other hosts of the same domain from planting a mark
 *   of their own. A mark is worth nothing without the link from the mailbox, and a stolen link without the mark still
 *   needs a press.
 * - SameSite is Lax. Strict would withhold the cookie from the one request that needs it: a link in webmail is a
 *   navigation from another site. Lax sends it with such a GET, which changes nothing, and with no POST from elsewhere.
 * - A person who sends a form twice, since no mail came at once, needs one press too. A second form that changes nothing
 *   leaves the first one's nonce, so a browser keeps its latest marks. The length of the cookie depends only on what the
 *   browser sent.
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
  /** The nonce of the form, which is stored with the pending sign-up that the form made. */
  readonly nonce: string
}

/** The lifetime of a mark, which is that of the link. */
interface Lifetime {
  readonly now: Instant
  readonly expiresAt: Instant
}

/**
 * Returns the `Set-Cookie` of an accepted sign-up.
 * @param salt 128 random bits, base64url
 * @param cookies the browser's own, whose latest marks are kept
 */
export function sameBrowserCookie(
  key: string,
  signUp: MarkedSignUp,
  salt: string,
  { now, expiresAt }: Lifetime,
  cookies: readonly string[] = [],
): string {
  const head = `${Math.floor(expiresAt / 1000)}.${salt}`
  const marks = [`${head}.${macOf(key, signUp, head)}`, ...marksIn(cookies).map(([mark]) => mark)]
  return cookie(marks.slice(0, marksKept).join(separator), Math.floor((expiresAt - now) / 1000))
}

/** Checks whether this browser sent the form that the link confirms. */
export function hasValidMark(
  key: string,
  signUp: MarkedSignUp,
  now: Instant,
  cookies: readonly string[],
): boolean {
  return marksIn(cookies).some(([, head = '', end, mac = '']) => {
    if (now >= Number(end) * 1000) return false
    return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, signUp, head)))
  })
}

const marksKept = 3
const separator = '~'

/** Returns each mark with its head, its end and its MAC, the latest first. */
function marksIn(cookies: readonly string[]): RegExpExecArray[] {
  const values = cookies
    .filter((sent) => sent.startsWith(`${name}=`))
    .map((sent) => sent.slice(name.length + 1))
  return values
    .flatMap((value) => value.split(separator, marksKept))
    .map((mark) => /^((\d{10})\.[\w-]{22})\.([\w-]{43})$/.exec(mark))
    .filter((found) => found !== null)
}

export const hasMark = (cookies: readonly string[]) => cookies.some((sent) => sent.startsWith(`${name}=`))

/** The `Set-Cookie` that deletes the mark. */
export const expiredMark = cookie('', 0)

function cookie(value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Lax`
}

/** Signs with the key of supporter ids, since the function that accepts sign-ups must not hold the keys that sign links. */
function macOf(key: string, { supporterId, nonce }: MarkedSignUp, head: string): string {
  return createHmac('sha256', key).update(`browser\n${supporterId}\n${nonce}\n${head}`).digest('base64url')
}
