import type { AnyCommand, Circumstances, CommandType, Decision } from './commands.ts'
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

/** Decides a command and applies its event. Lapsed data counts as deleted, stored or not. Pure. */
export function decideAndEvolve<T extends CommandType>(
  stored: Supporter,
  command: AnyCommand<T>,
  circumstances: Circumstances,
): Decision<T> & { after: Supporter } {
  const supporter = lapse(stored, circumstances.at, pendingRetention(circumstances.policy))
  const decide: Decide<T> = decisions[command.type]
  const decision = decide(supporter, command, circumstances, stored)
  return { ...decision, after: decision.event ? evolve(supporter, decision.event) : supporter }
}

/** @param stored the supporter, including data that has lapsed since */
type Decide<T extends CommandType> = (
  supporter: Supporter,
  command: AnyCommand<T>,
  now: Circumstances,
  stored: Supporter,
) => Decision<T>

const decisions: { readonly [T in CommandType]: Decide<T> } = {
  'sign-up': signUp,
  'soft-opt-in': softOptIn,
  confirm,
  resend,
  unsubscribe,
  'cancel-sign-up': cancelSignUp,
  'undo-withdrawal': undoWithdrawal,
  'explain-withdrawal': explainWithdrawal,
  'change-preferences': changePreferences,
  bounce,
  'soft-bounce': softBounce,
  complaint,
  delivery,
  delay: delivery,
  'request-my-data-link': requestMyDataLink,
  object,
  restrict: restriction,
  'lift-restriction': restriction,
  rectify,
  export: exportData,
  'request-address-change': (supporter, _, now) => requestAddressChange(supporter, now),
  'change-address-to': changeAddressTo,
  'offer-address-change': offerAddressChange,
  'change-address-from': changeAddressFrom,
  lapse: (supporter, _, now, stored) => recordLapse(stored, supporter, now),
  expire: (supporter, _, now) => expire(supporter, now),
  erase,
  'finish-erasure': finishErasure,
}
