import { compact } from '../../lib/compact.ts'
import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { detailsIn } from '../profile.ts'
import { incomingAddressChange, type Supporter, union } from '../supporter.ts'
import { eventBase, ifCooldownAllows, ifQuotaAllows } from './event-base.ts'

/*
 * Ids are made from addresses, so a changed address has another record, in which the data continues. The change is
 * requested at the old address, offered at the new one and completed by a press there: four events, two in each record.
 * The two events of a completion are written together or not at all; see `shared/workflows/address-change.ts`.
 */

/**
 * Requests an address change, for subscribers only: a pending supporter can simply sign up with the other address.
 * The reader of the old mailbox can stop the change by the notice, so without that mail nothing begins. The first
 * notice ignores the allowance: the link to the page was mailed a moment ago, and on the day of a sign-up it was the
 * day's last mail.
 */
export function requestAddressChange(
  supporter: Supporter,
  now: Circumstances,
): Decision<'request-address-change'> {
  if (!mayChangeAddress(supporter)) return { outcome: 'no-address-to-change' }
  const mail = supporter.outgoingAddressChange
    ? ifQuotaAllows(supporter, now, 'address-change-notice')
    : 'address-change-notice'
  if (!mail) return { outcome: 'mailed-enough' }
  const cycle = supporter.outgoingAddressChange?.cycle ?? supporter.version + 1
  return {
    outcome: 'accepted',
    event: { ...eventBase(supporter, now, 'supporter', mail), type: 'address-change-requested', cycle },
  }
}

/** Completes an address change in the old record. Only the latest request counts, unless it was stopped. */
export function changeAddressTo(
  supporter: Supporter,
  { to, requestSequence }: CommandOf<'change-address-to'>,
  now: Circumstances,
): Decision<'change-address-to'> {
  if (!mayChangeAddress(supporter)) return { outcome: 'no-address-to-change' }
  if (supporter.outgoingAddressChange?.sequence !== requestSequence)
    return { outcome: 'address-change-stopped' }
  const { evidence: _, ...withoutEvidence } = now
  return {
    outcome: 'address-changed',
    event: { ...eventBase(supporter, withoutEvidence, 'supporter'), type: 'address-changed-to', to },
  }
}

/**
 * Offers the address change by mail to the new address, within the allowance of a sign-up. The reader of that mailbox
 * decides, so the offer also goes to people who complained or objected, as after a sign-up of their own.
 */
export function offerAddressChange(
  supporter: Supporter,
  { from, profile, locale }: CommandOf<'offer-address-change'>,
  now: Circumstances,
): Decision<'offer-address-change'> {
  const mail = ifCooldownAllows(supporter, now, 'address-change')
  if (supporter.restricted !== undefined || supporter.bounces >= 2 || !mail) return { outcome: 'accepted' }
  const waiting = incomingAddressChange(supporter)
  const isSame = waiting?.from.supporterId === from.supporterId
  const cycle = isSame ? waiting.cycle : supporter.version + 1
  const { evidence: _, ...withoutEvidence } = eventBase(supporter, now, 'supporter', mail)
  return {
    outcome: 'accepted',
    event: { ...withoutEvidence, type: 'address-change-offered', cycle, from, profile, locale },
  }
}

/**
 * Completes an address change in the new record. A subscriber there keeps the choices made there, and gets both
 * records' topics.
 */
export function changeAddressFrom(
  supporter: Supporter,
  { cycle, linkExpiresAt, carriedOver }: CommandOf<'change-address-from'>,
  now: Circumstances,
): Decision<'change-address-from'> {
  const own = supporter.status === 'subscribed' ? supporter : undefined
  if (incomingAddressChange(supporter)?.cycle !== cycle)
    return { outcome: own && own.confirmedCycle >= cycle ? 'already-confirmed' : 'not-waiting' }
  if (supporter.restricted !== undefined) return { outcome: 'not-waiting' }
  if (now.at >= linkExpiresAt) return { outcome: 'expired' }
  if (!carriedOver) return { outcome: 'no-address-to-change' }
  const { consent, softOptIn, locale, pausedUntil } = carriedOver
  const chosen = own ?? { pausedUntil }
  const details = own ? detailsIn(own) : { ...detailsIn(supporter), ...detailsIn(carriedOver) }
  return {
    outcome: 'address-changed',
    event: compact({
      ...eventBase(supporter, now, 'supporter', own ? undefined : 'welcome'),
      type: 'address-changed-from',
      cycle,
      from: carriedOver.from,
      consent: { ...consent, topics: union(own?.topics ?? [], consent.topics) },
      ...(softOptIn && consent.lawfulBasis === 'charity_soft_opt_in' && { softOptIn }),
      since: Math.min(carriedOver.since, own?.since ?? carriedOver.since),
      locale: own?.locale ?? locale,
      ...details,
      pausedUntil: chosen.pausedUntil,
    }),
  }
}

/**
 * Checks whether a supporter is subscribed and not restricted: a restricted record is kept as it is (UK GDPR Art
 * 18(2)).
 */
export function mayChangeAddress(
  supporter: Supporter,
): supporter is Extract<Supporter, { readonly status: 'subscribed' }> {
  return (
    supporter.status === 'subscribed' && supporter.address !== undefined && supporter.restricted === undefined
  )
}
