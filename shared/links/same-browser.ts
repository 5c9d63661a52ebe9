import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/*
 * One press where that is safe. The sign-up's own answer marks the browser that sent it; where that browser opens the
 * confirmation link, the page completes by itself. Anywhere else it waits for a press.
 *
 * What has to hold, and why it does:
 * - A scanner never confirms. GET changes nothing even here: the page sends a POST of its own, and gets the script that
 *   does so only if the mark came along. A scanner, however real its browser, was not the one that sent the form. The
 *   script also waits until somebody sees the page, for a browser may fetch and run one ahead of a click.
 * - Nobody learns who is known. Every accepted sign-up gets a mark of the same length, robots' too; what is in it can be
 *   checked only with our key; and no two are alike, or two sign-ups of one address would tell whether the second
 *   changed anything, which it does not for a subscriber.
 * - Nobody agrees to what they did not read. The mark holds for this one version of this one request: a form that was
 *   sent again since, by anybody, has another sequence, and its page waits for a press. So does a request that is not
 *   what this form asked for, such as a stranger's that still waits.
 * - Nobody is marked by another's page. A form on a foreign website can post to us in its visitor's browser, so only our
 *   own pages and the websites that the form lists mark (`Origin`, or `Sec-Fetch-Site` from our own pages, whose
 *   Referrer-Policy makes their origin "null"). `__Host-` keeps other hosts of the same domain from planting a mark
 *   that they got for themselves. A mark without the link from the mailbox is worth nothing, and a stolen link without
 *   the mark still takes the press.
 * - SameSite is Lax. Strict would keep the cookie back on the one request that it is for: the link in a webmail is a
 *   navigation from another site. Lax sends it on such a GET, which changes nothing, and on no POST from elsewhere.
 * - It lives as long as the link, is out of scripts' reach (HttpOnly), and goes once it has served.
 *
 * On a website, embed.js posts with credentials, for the mark's sake alone; only origins that a form lists are answered.
 * Where the website shares our domain, as www.example.org and supporters.example.org do, the browser keeps the mark. Of
 * another site's answer it keeps no cookie that is Lax, and it takes the second press.
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

/** Checks whether this browser sent the very form that is to be confirmed. */
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

/** Uses the key that makes ids, since the function that accepts sign-ups must not hold the keys that sign links. */
function macOf(key: string, { supporterId, request }: Marked, head: string): string {
  return createHmac('sha256', key).update(`browser\n${supporterId}\n${request}\n${head}`).digest('base64url')
}
