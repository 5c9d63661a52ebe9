import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { pendingArrival, type Supporter, union } from '../supporter.ts'
import { happened, paced, rationed } from './event-base.ts'

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
export function askToMove(supporter: Supporter, now: Circumstances): Decision {
  if (!mayMove(supporter)) return { outcome: 'nothing-to-move' }
  const mail = supporter.moving ? rationed(supporter, now, 'move-notice') : 'move-notice'
  if (!mail) return { outcome: 'mailed-enough' }
  const cycle = supporter.moving?.cycle ?? supporter.version + 1
  return {
    outcome: 'accepted',
    event: { ...happened(supporter, now, 'supporter', mail), type: 'move-requested', cycle },
  }
}

/** Of several moves that were asked for the last counts; one that was stopped is over. */
export function moveAway(
  supporter: Supporter,
  { to, asked }: CommandOf<'move-away'>,
  now: Circumstances,
): Decision {
  if (!mayMove(supporter)) return { outcome: 'nothing-to-move' }
  if (supporter.moving?.sequence !== asked) return { outcome: 'move-stopped' }
  const { evidence: _, ...elsewhere } = now
  return {
    outcome: 'moved',
    event: { ...happened(supporter, elsewhere, 'supporter'), type: 'moved-away', to },
  }
}

/**
 * Asks by mail, at the pace of a sign-up and whoever's address it is: what comes of it is for the reader of that mailbox
 * to say, so also who complained or objected is asked, as by a sign-up of their own.
 */
export function offerMove(
  supporter: Supporter,
  { from, profile, locale }: CommandOf<'offer-move'>,
  now: Circumstances,
): Decision {
  const mail = paced(supporter, now, 'move')
  if (supporter.restricted !== undefined || supporter.bounces >= 2 || !mail) return { outcome: 'accepted' }
  const waiting = pendingArrival(supporter)
  const same = waiting?.from.supporterId === from.supporterId
  const cycle = same ? waiting.cycle : supporter.version + 1
  const { evidence: _, ...unproved } = happened(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...unproved, type: 'move-offered', cycle, from, profile, locale } }
}

/** Whoever is subscribed at the new address too keeps what they chose there, and gets the topics of both. */
export function moveHere(
  supporter: Supporter,
  { cycle, linkExpiresAt, brings }: CommandOf<'move-here'>,
  now: Circumstances,
): Decision {
  const own = supporter.status === 'subscribed' ? supporter : undefined
  if (pendingArrival(supporter)?.cycle !== cycle)
    return { outcome: own && own.confirmedCycle >= cycle ? 'already-confirmed' : 'not-waiting' }
  if (supporter.restricted !== undefined) return { outcome: 'not-waiting' }
  if (now.at >= linkExpiresAt) return { outcome: 'expired' }
  if (!brings) return { outcome: 'nothing-to-move' }
  const { consent, softOptIn, locale, pausedUntil } = brings
  const chosen = own ?? { pausedUntil }
  const name = own ? own.name : (brings.name ?? supporter.name)
  return {
    outcome: 'moved',
    event: {
      ...happened(supporter, now, 'supporter', own ? undefined : 'welcome'),
      type: 'moved-here',
      cycle,
      from: brings.from,
      consent: { ...consent, topics: union(own?.topics ?? [], consent.topics) },
      ...(softOptIn && consent.lawfulBasis === 'charity_soft_opt_in' && { softOptIn }),
      since: Math.min(brings.since, own?.since ?? brings.since),
      locale: own?.locale ?? locale,
      ...(name !== undefined && { name }),
      ...(chosen.pausedUntil !== undefined && { pausedUntil: chosen.pausedUntil }),
    },
  }
}

/** Subscribed, and not restricted: that is kept as it is (UK GDPR Art 18(2)). A pause moves along. */
export function mayMove(
  supporter: Supporter,
): supporter is Extract<Supporter, { readonly status: 'subscribed' }> {
  return (
    supporter.status === 'subscribed' && supporter.address !== undefined && supporter.restricted === undefined
  )
}
