import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { correctedDetails, haveSameDetails } from '../profile.ts'
import { isErased, type Supporter } from '../supporter.ts'
import { eventBase, ifCooldownAllows } from './event-base.ts'

/**
 * Mails a link to the supporter's data, if their address is on record and their mailbox works: a right that no
 * withdrawal, objection or restriction removes (UK GDPR Art 15). Where the allowance permits no mail now, the request
 * waits rather than being dropped; one mail answers all requests that were made before it.
 */
export function requestMyDataLink(
  supporter: Supporter,
  { askedAt }: CommandOf<'request-my-data-link'>,
  now: Circumstances,
): Decision<'request-my-data-link'> {
  const isAnswered = (supporter.myDataMailedAt ?? 0) >= (askedAt ?? now.at)
  if (!supporter.address || supporter.bounces >= 2 || isAnswered) return { outcome: 'accepted' }
  const mail = ifCooldownAllows(supporter, now, 'my-data')
  if (!mail) return { outcome: 'later' }
  const { evidence: _, ...withoutEvidence } = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...withoutEvidence, type: 'my-data-link-requested' } }
}

/**
 * Stops all mail, at once and from any state. An unknown address is then on record by its keyed hash alone (UK GDPR
 * Art 21(3); Fundraising Preference Service).
 */
export function object(
  supporter: Supporter,
  { method }: CommandOf<'object'>,
  now: Circumstances,
): Decision<'object'> {
  if (supporter.status === 'suppressed' && supporter.reason === 'objected') return { outcome: 'recorded' }
  return {
    outcome: 'recorded',
    event: { ...eventBase(supporter, now, actorOf(now)), type: 'objected', method },
  }
}

/** Restricts a record, or lifts the restriction (UK GDPR Art 18). An unknown supporter has nothing to restrict. */
export function restriction(
  supporter: Supporter,
  { type }: CommandOf<'restrict' | 'lift-restriction'>,
  now: Circumstances,
): Decision<'restrict' | 'lift-restriction'> {
  const restricted = supporter.restricted !== undefined
  const nothingHeld = supporter.status === 'unknown' || isErased(supporter)
  if (nothingHeld || restricted === (type === 'restrict')) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, actorOf(now))
  return {
    outcome: 'recorded',
    event: { ...common, type: type === 'restrict' ? 'restricted' : 'restriction-lifted' },
  }
}

/** Corrects or removes personal details (UK GDPR Art 16). */
export function rectify(
  supporter: Supporter,
  command: CommandOf<'rectify'>,
  now: Circumstances,
): Decision<'rectify'> {
  const details = correctedDetails(supporter, command)
  if (supporter.address === undefined || isErased(supporter) || haveSameDetails(details, supporter))
    return { outcome: 'recorded' }
  const common = eventBase(supporter, now, actorOf(now))
  return {
    outcome: 'recorded',
    event: { ...common, type: 'rectified', ...details },
  }
}

/** Mails a link to a copy of all data held, only ever to the address on record (UK GDPR Art 15, 20). */
export function exportData(
  supporter: Supporter,
  { method }: CommandOf<'export'>,
  now: Circumstances,
): Decision<'export'> {
  if (supporter.address === undefined || isErased(supporter)) return { outcome: 'not-held' }
  if (now.dataRequest !== undefined && supporter.exportedFor?.includes(now.dataRequest))
    return { outcome: 'recorded' }
  const common = eventBase(supporter, now, actorOf(now), 'export')
  return { outcome: 'recorded', event: { ...common, type: 'exported', method } }
}

export const actorOf = ({ actor }: Circumstances) => actor ?? 'supporter'
