import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { correctedDetails, haveSameDetails } from '../profile.ts'
import { isErased, type Supporter } from '../supporter.ts'
import { eventBase, ifCooldownAllows } from './event-base.ts'

/**
 * A link to their data, by mail, of whoever has an address on record: a right that neither leaving, an objection nor a
 * restriction takes away (UK GDPR Art 15). Of anybody else there is nothing to show, and to a mailbox that is gone no way.
 */
export function requestMyDataLink(supporter: Supporter, now: Circumstances): Decision {
  const mail =
    supporter.address && supporter.bounces < 2 ? ifCooldownAllows(supporter, now, 'my-data') : undefined
  if (!mail) return { outcome: 'accepted' }
  const { evidence: _, ...unproved } = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...unproved, type: 'my-data-link-requested' } }
}

/**
 * No more mail: at once, from every state, also for an address that nothing is held of, which is then known by its
 * keyed hash (UK GDPR Art 21(3); Fundraising Preference Service).
 */
export function object(supporter: Supporter, { method }: CommandOf<'object'>, now: Circumstances): Decision {
  if (supporter.status === 'suppressed' && supporter.reason === 'objected') return { outcome: 'recorded' }
  return {
    outcome: 'recorded',
    event: { ...eventBase(supporter, now, actorOf(now)), type: 'objected', method },
  }
}

/** Restricts the record, or lifts that again (UK GDPR Art 18). Of somebody unknown there is nothing to restrict. */
export function restriction(
  supporter: Supporter,
  { type }: CommandOf<'restrict' | 'lift-restriction'>,
  now: Circumstances,
): Decision {
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
export function rectify(supporter: Supporter, command: CommandOf<'rectify'>, now: Circumstances): Decision {
  const details = correctedDetails(supporter, command)
  if (supporter.address === undefined || isErased(supporter) || haveSameDetails(details, supporter))
    return { outcome: 'recorded' }
  const common = eventBase(supporter, now, actorOf(now))
  return {
    outcome: 'recorded',
    event: { ...common, type: 'rectified', ...details },
  }
}

/** Mails a link to all that is held, to the address on file: a copy goes to nobody else (UK GDPR Art 15, 20). */
export function exportData(
  supporter: Supporter,
  { method }: CommandOf<'export'>,
  now: Circumstances,
): Decision {
  if (supporter.address === undefined || isErased(supporter)) return { outcome: 'not-held' }
  const common = eventBase(supporter, now, actorOf(now), 'export')
  return { outcome: 'recorded', event: { ...common, type: 'exported', method } }
}

export const actorOf = ({ actor }: Circumstances) => actor ?? 'supporter'
