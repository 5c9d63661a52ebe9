import type { Circumstances, Command, Decision } from './commands.ts'
import {
  changeAddressFrom,
  changeAddressTo,
  offerAddressChange,
  requestAddressChange,
} from './decisions/address-change.ts'
import { confirm, resend } from './decisions/confirm.ts'
import { erase, finishErasure } from './decisions/erasure.ts'
import { bounce, complaint, delivery, softBounce } from './decisions/feedback.ts'
import { changePreferences } from './decisions/preferences.ts'
import { expire, recordLapse } from './decisions/retention.ts'
import { exportData, object, rectify, requestMyDataLink, restriction } from './decisions/rights.ts'
import { signUp } from './decisions/sign-up.ts'
import { softOptIn } from './decisions/soft-opt-in.ts'
import { cancelSignUp, explainWithdrawal, undoWithdrawal, unsubscribe } from './decisions/withdrawal.ts'
import { evolve } from './evolve.ts'
import { lapse, pendingRetention } from './lapse.ts'
import type { Supporter } from './supporter.ts'

/** Decides what a command leads to, and what that leads to. What has lapsed counts as forgotten, stored or not. Pure. */
export function decideAndEvolve(
  stored: Supporter,
  command: Command,
  circumstances: Circumstances,
): Decision & { after: Supporter } {
  const supporter = lapse(stored, circumstances.at, pendingRetention(circumstances.policy))
  const decision =
    command.type === 'lapse'
      ? recordLapse(stored, supporter, circumstances)
      : decide(supporter, command, circumstances)
  return { ...decision, after: decision.event ? evolve(supporter, decision.event) : supporter }
}

function decide(
  supporter: Supporter,
  command: Exclude<Command, { type: 'lapse' }>,
  now: Circumstances,
): Decision {
  switch (command.type) {
    case 'sign-up':
      return signUp(supporter, command, now)
    case 'soft-opt-in':
      return softOptIn(supporter, command, now)
    case 'confirm':
      return confirm(supporter, command, now)
    case 'resend':
      return resend(supporter, command, now)
    case 'unsubscribe':
      return unsubscribe(supporter, command, now)
    case 'cancel-sign-up':
      return cancelSignUp(supporter, command, now)
    case 'undo-withdrawal':
      return undoWithdrawal(supporter, command, now)
    case 'explain-withdrawal':
      return explainWithdrawal(supporter, command, now)
    case 'change-preferences':
      return changePreferences(supporter, command, now)
    case 'bounce':
      return bounce(supporter, command, now)
    case 'soft-bounce':
      return softBounce(supporter, command, now)
    case 'delivery':
    case 'delay':
      return delivery(supporter, command, now)
    case 'complaint':
      return complaint(supporter, command, now)
    case 'request-my-data-link':
      return requestMyDataLink(supporter, now)
    case 'object':
      return object(supporter, command, now)
    case 'restrict':
    case 'lift-restriction':
      return restriction(supporter, command, now)
    case 'rectify':
      return rectify(supporter, command, now)
    case 'export':
      return exportData(supporter, command, now)
    case 'request-address-change':
      return requestAddressChange(supporter, now)
    case 'change-address-to':
      return changeAddressTo(supporter, command, now)
    case 'offer-address-change':
      return offerAddressChange(supporter, command, now)
    case 'change-address-from':
      return changeAddressFrom(supporter, command, now)
    case 'expire':
      return expire(supporter, now)
    case 'erase':
      return erase(supporter, command, now)
    case 'finish-erasure':
      return finishErasure(supporter, command, now)
    default:
      return command satisfies never
  }
}
