import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { detailsIn } from '../profile.ts'
import { incomingAddressChange, type Supporter, union } from '../supporter.ts'
import { eventBase, ifCooldownAllows, ifQuotaAllows } from './event-base.ts'

/*
 * A change of address. An id is made of the address, so a changed one is another record: what is held moves there.
 * Asked for at the old address, offered at the new, completed by a press there: four events, two in each record, and
 * those of a completion are written together or not at all; see `shared/workflows/address-change.ts`.
 */

/**
 * Asks to move away, of whoever is subscribed: who waits to be confirmed can sign up with the other address as well.
 * The notice of it is what lets whoever reads the old mailbox stop it, so without that mail nothing begins. The first is
 * never held back: the link to the page came by mail a moment ago, and on the day of a sign-up it was the day's last.
 */
export function requestAddressChange(supporter: Supporter, now: Circumstances): Decision {
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

/** Of several moves that were asked for the last counts; one that was stopped is over. */
export function changeAddressTo(
  supporter: Supporter,
  { to, asked }: CommandOf<'change-address-to'>,
  now: Circumstances,
): Decision {
  if (!mayChangeAddress(supporter)) return { outcome: 'no-address-to-change' }
  if (supporter.outgoingAddressChange?.sequence !== asked) return { outcome: 'address-change-stopped' }
  const { evidence: _, ...elsewhere } = now
  return {
    outcome: 'address-changed',
    event: { ...eventBase(supporter, elsewhere, 'supporter'), type: 'address-changed-to', to },
  }
}

/**
 * Asks by mail, at the pace of a sign-up and whoever's address it is: what comes of it is for the reader of that mailbox
 * to say, so also who complained or objected is asked, as by a sign-up of their own.
 */
export function offerAddressChange(
  supporter: Supporter,
  { from, profile, locale }: CommandOf<'offer-address-change'>,
  now: Circumstances,
): Decision {
  const mail = ifCooldownAllows(supporter, now, 'address-change')
  if (supporter.restricted !== undefined || supporter.bounces >= 2 || !mail) return { outcome: 'accepted' }
  const waiting = incomingAddressChange(supporter)
  const same = waiting?.from.supporterId === from.supporterId
  const cycle = same ? waiting.cycle : supporter.version + 1
  const { evidence: _, ...unproved } = eventBase(supporter, now, 'supporter', mail)
  return {
    outcome: 'accepted',
    event: { ...unproved, type: 'address-change-offered', cycle, from, profile, locale },
  }
}

/** Whoever is subscribed at the new address too keeps what they chose there, and gets the topics of both. */
export function changeAddressFrom(
  supporter: Supporter,
  { cycle, linkExpiresAt, brings }: CommandOf<'change-address-from'>,
  now: Circumstances,
): Decision {
  const own = supporter.status === 'subscribed' ? supporter : undefined
  if (incomingAddressChange(supporter)?.cycle !== cycle)
    return { outcome: own && own.confirmedCycle >= cycle ? 'already-confirmed' : 'not-waiting' }
  if (supporter.restricted !== undefined) return { outcome: 'not-waiting' }
  if (now.at >= linkExpiresAt) return { outcome: 'expired' }
  if (!brings) return { outcome: 'no-address-to-change' }
  const { consent, softOptIn, locale, pausedUntil } = brings
  const chosen = own ?? { pausedUntil }
  const details = own ? detailsIn(own) : { ...detailsIn(supporter), ...detailsIn(brings) }
  return {
    outcome: 'address-changed',
    event: {
      ...eventBase(supporter, now, 'supporter', own ? undefined : 'welcome'),
      type: 'address-changed-from',
      cycle,
      from: brings.from,
      consent: { ...consent, topics: union(own?.topics ?? [], consent.topics) },
      ...(softOptIn && consent.lawfulBasis === 'charity_soft_opt_in' && { softOptIn }),
      since: Math.min(brings.since, own?.since ?? brings.since),
      locale: own?.locale ?? locale,
      ...details,
      ...(chosen.pausedUntil !== undefined && { pausedUntil: chosen.pausedUntil }),
    },
  }
}

/** Subscribed, and not restricted: that is kept as it is (UK GDPR Art 18(2)). A pause moves along. */
export function mayChangeAddress(
  supporter: Supporter,
): supporter is Extract<Supporter, { readonly status: 'subscribed' }> {
  return (
    supporter.status === 'subscribed' && supporter.address !== undefined && supporter.restricted === undefined
  )
}
