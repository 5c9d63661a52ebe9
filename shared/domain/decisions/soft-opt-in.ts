import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'

/**
 * Only somebody new may be written to without their yes. Who left, objected, complained or bounced never is: an
 * objection is absolute (UK GDPR Art 21(3)).
 */
export function softOptIn(
  supporter: Supporter,
  command: CommandOf<'soft-opt-in'>,
  now: Circumstances,
): Decision {
  const isNew =
    supporter.status === 'unknown' ||
    (supporter.status === 'pending' && supporter.before.status === 'unknown')
  if (!isNew || now.at < softOptInSince) return { outcome: 'accepted' }
  const { consent, profile, softOptIn } = command
  const common = eventBase(supporter, now, 'supporter', 'soft-opt-in')
  return { outcome: 'accepted', event: { ...common, type: 'soft-opted-in', consent, profile, softOptIn } }
}

/** Details obtained before 5 February 2026 do not qualify (PECR reg 22(3A), as commenced). */
const softOptInSince = Date.UTC(2026, 1, 5)
