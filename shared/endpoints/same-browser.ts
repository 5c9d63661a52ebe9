import type { SupporterId } from '../domain/supporter-id.ts'
import { sameBrowserCookie } from '../links/same-browser.ts'
import type { Runtime } from '../runtime.ts'
import type { FormSettings, Settings } from '../settings/settings.ts'
import type { Reply } from '../web/reply.ts'
import type { HttpRequest } from '../web/request.ts'

/** The supporter and form of a sign-up that was accepted, and the form's nonce. */
interface SignedUp {
  readonly id: SupporterId
  readonly form: FormSettings
  readonly nonce: string
}

/** Sets the same-browser mark if one of the form's own pages sent the sign-up: see `shared/links/same-browser.ts`. */
export async function withSameBrowserCookie(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newSalt' | 'addressKey'>,
  { headers, cookies }: HttpRequest,
  { id, form, nonce }: SignedUp,
  reply: Reply,
): Promise<Reply> {
  const settings = deps.settings()
  const isOwnPage =
    headers['sec-fetch-site'] === 'same-origin' || originsOf(form, settings).includes(headers.origin ?? '')
  if (!isOwnPage) return reply
  const now = deps.clock()
  const expiresAt = now + settings.confirmation.linkHours * 60 * 60 * 1000
  const signUp = { supporterId: id, nonce }
  return {
    ...reply,
    cookies: [
      sameBrowserCookie(await deps.addressKey(), signUp, deps.newSalt(), { now, expiresAt }, cookies),
    ],
  }
}

/** Returns the websites that the settings list for a form, ours included. */
export function originsOf(form: FormSettings, { site, organisation }: Settings): readonly string[] {
  return [...form.origins, site.publicUrl, new URL(organisation.websiteUrl).origin]
}
