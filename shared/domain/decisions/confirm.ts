import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { incomingAddressChange, pendingSignUp, type Supporter } from '../supporter.ts'
import { eventBase, ifCooldownAllows } from './event-base.ts'

/** Confirms the sign-up that the page showed, by the link in the confirmation mail. */
export function confirm(
  supporter: Supporter,
  command: CommandOf<'confirm'>,
  now: Circumstances,
): Decision<'confirm'> {
  const signUp = pendingSignUp(supporter)
  if (signUp?.cycle !== command.cycle) {
    const isDone = supporter.status === 'subscribed' && supporter.confirmedCycle >= command.cycle
    return { outcome: isDone ? 'already-confirmed' : 'not-waiting' }
  }
  if (now.at >= command.linkExpiresAt) return { outcome: 'expired' }
  if (command.shown !== undefined && command.shown !== signUp.sequence) return { outcome: 'changed' }
  const mail = supporter.status === 'pending' ? 'welcome' : undefined
  const { cycle, consent } = signUp
  return {
    outcome: 'confirmed',
    event: { ...eventBase(supporter, now, 'supporter', mail), type: 'confirmed', cycle, consent },
  }
}

/** Sends a new link for a sign-up or address change whose link has expired. */
export function resend(
  supporter: Supporter,
  command: CommandOf<'resend'>,
  now: Circumstances,
): Decision<'resend'> {
  const { cycle } = command
  const kind =
    pendingSignUp(supporter)?.cycle === cycle
      ? 'confirmation'
      : incomingAddressChange(supporter)?.cycle === cycle
        ? 'address-change'
        : undefined
  if (!kind) return { outcome: 'not-waiting' }
  const mail = ifCooldownAllows(supporter, now, kind)
  // Within the cool-down, a link is on its way already.
  if (!mail) return { outcome: 'resent' }
  const common = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'resent', event: { ...common, type: 'confirmation-resent', cycle } }
}
