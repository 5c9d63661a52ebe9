import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { incomingAddressChange, pendingSignUp, type Supporter } from '../supporter.ts'
import { eventBase, ifCooldownAllows } from './event-base.ts'

/** The link in the confirmation mail was pressed: consent is given to what was asked for and shown. */
export function confirm(supporter: Supporter, command: CommandOf<'confirm'>, now: Circumstances): Decision {
  const request = pendingSignUp(supporter)
  if (request?.cycle !== command.cycle) {
    const done = supporter.status === 'subscribed' && supporter.confirmedCycle >= command.cycle
    return { outcome: done ? 'already-confirmed' : 'not-waiting' }
  }
  if (now.at >= command.linkExpiresAt) return { outcome: 'expired' }
  if (command.shown !== undefined && command.shown !== request.sequence) return { outcome: 'changed' }
  const mail = supporter.status === 'pending' ? 'welcome' : undefined
  const { cycle, consent } = request
  return {
    outcome: 'confirmed',
    event: { ...eventBase(supporter, now, 'supporter', mail), type: 'confirmed', cycle, consent },
  }
}

/** A new link instead of an expired one, of a sign-up or a move. */
export function resend(supporter: Supporter, command: CommandOf<'resend'>, now: Circumstances): Decision {
  const { cycle } = command
  const kind =
    pendingSignUp(supporter)?.cycle === cycle
      ? 'confirmation'
      : incomingAddressChange(supporter)?.cycle === cycle
        ? 'address-change'
        : undefined
  if (!kind) return { outcome: 'not-waiting' }
  const mail = ifCooldownAllows(supporter, now, kind)
  // Within the cool-down a link is on its way already.
  if (!mail) return { outcome: 'resent' }
  const common = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'resent', event: { ...common, type: 'confirmation-resent', cycle } }
}
