import type { CommandOf } from '../domain/commands.ts'
import { haveSameDetails } from '../domain/profile.ts'
import type { PendingSignUp } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { sameBrowserCookie } from '../links/same-browser.ts'
import type { Runtime } from '../runtime.ts'
import type { FormSettings, Settings } from '../settings/settings.ts'
import type { Reply } from '../web/reply.ts'
import type { HttpRequest } from '../web/request.ts'

/** The supporter and form of a sign-up, and the pending sign-up if this form sent it. */
interface SignedUp {
  readonly id: SupporterId
  readonly form: FormSettings
  readonly waiting?: PendingSignUp
}

/** Sets the same-browser mark if one of the form's own pages sent the sign-up: see `shared/links/same-browser.ts`. */
export async function withSameBrowserCookie(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newSalt' | 'addressKey'>,
  { headers }: HttpRequest,
  { id, form, waiting }: SignedUp,
  reply: Reply,
): Promise<Reply> {
  const settings = deps.settings()
  const isOwnPage =
    headers['sec-fetch-site'] === 'same-origin' || originsOf(form, settings).includes(headers.origin ?? '')
  if (!isOwnPage) return reply
  const signUp = { supporterId: id, sequence: waiting?.sequence ?? 0 }
  const now = deps.clock()
  const expiresAt = now + settings.confirmation.linkHours * 60 * 60 * 1000
  return {
    ...reply,
    cookies: [sameBrowserCookie(await deps.addressKey(), signUp, deps.newSalt(), { now, expiresAt })],
  }
}

/**
 * Checks whether a pending sign-up is the one that this form sent: an earlier one may be a stranger's, or for more
 * topics.
 */
export function matchesCommand(
  waiting: PendingSignUp,
  { consent: sent, profile }: CommandOf<'sign-up' | 'soft-opt-in'>,
): boolean {
  const { consent } = waiting
  return (
    consent.form === sent.form &&
    consent.locale === sent.locale &&
    consent.wording.hash === sent.wording.hash &&
    consent.topics.every((topic) => sent.topics.includes(topic)) &&
    haveSameDetails(waiting, profile)
  )
}

/** Returns the websites that the settings list for a form, ours included. */
export function originsOf(form: FormSettings, { site, organisation }: Settings): readonly string[] {
  return [...form.origins, site.publicUrl, new URL(organisation.websiteUrl).origin]
}
