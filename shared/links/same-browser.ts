import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/*
 * Skips the press where that is safe. The response to a sign-up marks the browser that sent it; if that browser opens
 * the confirmation link, the page completes by itself. Anywhere else it waits for a press.
 *
 * The requirements, and how they are met:
 * - A scanner never confirms. GET changes nothing even here: the page sends its own POST, and gets the script for it only
 *   if the browser sent the mark. A scanner, however real its browser, did not send the form. The script also waits until
 *   the page is visible, because a browser may fetch and run a page ahead of a click.
 * - The mark does not reveal who is known. Every accepted sign-up gets a mark of the same length, robots' too; its content
 *   can be checked only with our key; and no two marks are alike. Otherwise two sign-ups of one address would reveal
 *   whether the second changed anything, which for a subscriber it does not.
 * - No one agrees to a text they did not read. The mark holds for one version of one sign-up: if a form was sent again
 *   since, by anyone, the sequence differs and the page waits for a press. So it does for a sign-up other than the one that
 *   this form requested, such as a stranger's that is still pending.
 * - No page can set a mark for another. A form on a foreign website can post to us in its visitor's browser, so only our
 *   own pages and the websites that the form lists set marks (`Origin`, or `Sec-Fetch-Site` from our own pages, whose
 *   Referrer-Policy makes their origin "null"). `__Host-` keeps other hosts of the same domain from planting a mark that
 *   they obtained themselves. A mark is worthless without the link from the mailbox, and a stolen link without the mark
 *   still needs the press.
 * - SameSite is Lax. Strict would withhold the cookie from the one HTTP request that needs it: the link in a webmail is a
 *   navigation from another site. Lax sends it on such a GET, which changes nothing, and on no POST from elsewhere.
 * - The mark lives as long as the link, is out of scripts' reach (HttpOnly), and is deleted after use.
 *
 * On a website, embed.js posts with credentials only for the mark; only origins that a form lists are answered. If the
 * website shares our domain, as www.example.org and supporters.example.org do, the browser keeps the mark. It keeps no Lax
 * cookie from another site's response, and the confirmation then takes the press.
 */

const name = '__Host-sign-up'

/** The sign-up that a mark is made for. */
export interface Marked {
  readonly supporterId: SupporterId
  /** Sequence of the latest form of the pending sign-up that the mark may complete; 0 for none. */
  readonly request: number
}

/** The lifetime of a mark: that of the link. */
interface Life {
  readonly now: Instant
  readonly expiresAt: Instant
}

/**
 * Returns the `Set-Cookie` of an accepted sign-up.
 * @param salt 128 random bits, base64url
 */
export function markOfBrowser(key: string, marked: Marked, salt: string, { now, expiresAt }: Life): string {
  const head = `${Math.floor(expiresAt / 1000)}.${salt}`
  return cookie(`${head}.${macOf(key, marked, head)}`, Math.floor((expiresAt - now) / 1000))
}

/** Checks whether this browser sent the form that is being confirmed. */
export function isMarked(key: string, marked: Marked, now: Instant, cookies: readonly string[]): boolean {
  return cookies.some((sent) => {
    const [, head, end, mac] = /^__Host-sign-up=((\d{10})\.[\w-]{22})\.([\w-]{43})$/.exec(sent) ?? []
    if (!head || !mac || now >= Number(end) * 1000) return false
    return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, marked, head)))
  })
}

export const hasMark = (cookies: readonly string[]) => cookies.some((sent) => sent.startsWith(`${name}=`))

/** The `Set-Cookie` that deletes the mark. */
export const noMark = cookie('', 0)

function cookie(value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Lax`
}

/**
 * Computes the MAC with the key that makes ids: the function that accepts sign-ups must not hold the keys that sign
 * links.
 */
function macOf(key: string, { supporterId, request }: Marked, head: string): string {
  return createHmac('sha256', key).update(`browser\n${supporterId}\n${request}\n${head}`).digest('base64url')
}
