import { log } from '../lib/log.ts'
import type { Runtime } from '../runtime.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { SupporterItems } from '../store/supporter-items.ts'
import type { Recipients } from './recipients.ts'

export type DepartedAddressDependencies = Pick<Runtime, 'settings'> & {
  readonly supporterItems: () => SupporterItems
  readonly recipients: () => Pick<Recipients, 'notifyAddressChanged'>
}

/**
 * Follows up an `address-changed-to` event: deletes the evidence beside the old record and notifies recipients. The
 * press at the new address, below the same wording, proves the consent there, so that nothing personal is kept twice.
 * Safe to repeat.
 */
export async function clearDepartedAddress(
  deps: DepartedAddressDependencies,
  changed: LedgerItem<'address-changed-to'>,
): Promise<'finished'> {
  const { supporterId, eventId, to: changedTo } = changed
  await deps.supporterItems().deleteBefore(changed)
  const hasRecipients = deps.settings().dataProtection.recipients.length > 0
  if (hasRecipients)
    await deps
      .recipients()
      .notifyAddressChanged({ supporterId, changedTo, at: Date.parse(changed.at), eventId })
  log('info', 'departedAddressCleared', { eventId })
  return 'finished'
}
