import { compact } from '../lib/compact.ts'
import { detailsIn } from './profile.ts'
import type { History } from './supporter.ts'

/** Of somebody who never confirmed only the keyed hash is kept, to know that they left, bounced, complained or objected. */
export function keptOf(history: History): History {
  if (history.everConfirmed) return history
  const { version, head, everConfirmed, mailedAt, bounces, restricted, erasing, changedTo } = history
  return compact({
    version,
    head,
    everConfirmed,
    mailedAt,
    bounces,
    evidence: [],
    restricted,
    erasing,
    changedTo,
  })
}

/** What a record keeps through every change of its standing. */
export function historyOf(supporter: History): History {
  const { version, head, address, locale, everConfirmed, mailedAt, bounces, evidence } = supporter
  const { softBounced, restricted, erasing, outgoingAddressChange, changedTo } = supporter
  return compact({
    version,
    everConfirmed,
    mailedAt,
    bounces,
    evidence,
    head,
    address,
    ...detailsIn(supporter),
    locale,
    softBounced,
    restricted,
    erasing,
    outgoingAddressChange,
    changedTo,
  })
}
