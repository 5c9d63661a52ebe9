import { compact } from '../lib/compact.ts'
import { detailsIn } from './profile.ts'
import type { History } from './supporter.ts'

/** Drops all personal data of a supporter who never confirmed: the keyed hash is enough to suppress the address. */
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

/** Returns the part of a record that is kept through every change of its status. */
export function historyOf(supporter: History): History {
  const { version, head, address, locale, everConfirmed, mailedAt, bounces, evidence } = supporter
  const { softBounced, restricted, erasing, outgoingAddressChange, exportedFor, changedTo, myDataMailedAt } =
    supporter
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
    exportedFor,
    changedTo,
    myDataMailedAt,
  })
}
