import { compact } from '../../lib/compact.ts'
import type { FoldableEvent } from '../events.ts'
import { lapse } from '../lapse.ts'
import { type History, type Supporter, unknownSupporter } from '../supporter.ts'
import type { Folds } from './fold.ts'

/** The folds of events after which the record holds less. */
export const erasureFolds = {
  lapsed: (supporter, { sequence }, { mailedAt }) => ({
    ...lapse(supporter, Number.POSITIVE_INFINITY, 0),
    mailedAt,
    version: sequence,
  }),
  expired,
  'erasure-begun': erasureBegun,
  erased,
} satisfies Partial<Folds>

/** Keeps the keyed hash and the status that forbids mail, as for a record that was never confirmed. */
function expired(supporter: Supporter, _: unknown, { version, head, bounces }: History): Supporter {
  const kept = { ...unknownSupporter(version, head), bounces }
  if (supporter.status === 'unsubscribed') return { ...kept, status: 'unsubscribed', since: supporter.since }
  if (supporter.status !== 'suppressed') return supporter
  const { status, since, reason } = supporter
  return { ...kept, status, since, reason }
}

/** Erases everything at once except the address and the language, which the last mail needs. */
function erasureBegun(
  _: Supporter,
  { at, sequence, mail }: FoldableEvent<'erasure-begun'>,
  { version, head, address, locale }: History,
): Supporter {
  const owed = mail && compact({ address, locale })
  return {
    ...unknownSupporter(version, head),
    ...owed,
    erasing: sequence,
    status: 'suppressed',
    since: at,
    reason: 'erased',
  }
}

/** Keeps a record that was signed up again since. */
function erased(supporter: Supporter, _: unknown, history: History): Supporter {
  const { erasing: __, ...rest } = { ...supporter, ...history }
  if (supporter.status !== 'suppressed' || supporter.reason !== 'erased') return rest as Supporter
  const { status, since, reason } = supporter
  return { ...unknownSupporter(history.version, history.head), status, since, reason }
}
