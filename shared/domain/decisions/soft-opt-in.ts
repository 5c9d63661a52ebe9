import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Supporter } from '../supporter.ts'
import { eventBase, ifQuotaAllows } from './event-base.ts'

/**
 * Subscribes a new supporter by the charitable soft opt-in (PECR reg 22(3A)). Supporters who withdrew, objected,
 * complained or bounced are not mailed without consent: an objection is absolute (UK GDPR Art 21(3)). Where others had the
 * day's mails sent, the mail that says so is left out: every later one has the same way to refuse.
 */
export function softOptIn(
  supporter: Supporter,
  command: CommandOf<'soft-opt-in'>,
  now: Circumstances,
): Decision<'soft-opt-in'> {
  const isNew =
    supporter.status === 'unknown' ||
    (supporter.status === 'pending' && supporter.before.status === 'unknown')
  if (!isNew || now.at < softOptInSince) return { outcome: 'accepted' }
  const { consent, profile, softOptIn } = command
  const common = eventBase(supporter, now, 'supporter', ifQuotaAllows(supporter, now, 'soft-opt-in'))
  return { outcome: 'accepted', event: { ...common, type: 'soft-opted-in', consent, profile, softOptIn } }
}

/** Details obtained before 5 February 2026 do not qualify (PECR reg 22(3A), as commenced). */
const softOptInSince = Date.UTC(2026, 1, 5)
