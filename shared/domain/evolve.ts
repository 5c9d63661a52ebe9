import type { EventType, FoldableEvent } from './events.ts'
import { addressChangeFolds } from './folds/address-change.ts'
import { erasureFolds } from './folds/erasure.ts'
import { feedbackFolds } from './folds/feedback.ts'
import type { Folds } from './folds/fold.ts'
import { preferencesFolds } from './folds/preferences.ts'
import { rightsFolds } from './folds/rights.ts'
import { signUpFolds } from './folds/sign-up.ts'
import { withdrawalFolds } from './folds/withdrawal.ts'
import { historyOf } from './history.ts'
import { countedMails } from './mail-allowance.ts'
import type { History, Supporter } from './supporter.ts'

/** Folds one event into the state. Total: an event once written always folds, even when its personal data is erased. */
export function evolve(supporter: Supporter, event: FoldableEvent): Supporter {
  return fold(event.type, supporter, event)
}

/** The folds of all types. A type without a fold does not compile. */
const folds: Folds = {
  ...signUpFolds,
  ...preferencesFolds,
  ...withdrawalFolds,
  ...feedbackFolds,
  ...rightsFolds,
  ...addressChangeFolds,
  ...erasureFolds,
}

const fold = <T extends EventType>(type: T, supporter: Supporter, event: FoldableEvent<T>) =>
  folds[type](supporter, event, recorded(supporter, event))

function recorded(supporter: Supporter, event: FoldableEvent): History {
  const recent = countedMails(supporter, event.at)
  return {
    ...historyOf(supporter),
    version: event.sequence,
    mailedAt: event.mail ? [...recent, event.at] : recent,
    evidence: event.evidence
      ? [...supporter.evidence, { ...event.evidence, sequence: event.sequence }]
      : supporter.evidence,
  }
}
