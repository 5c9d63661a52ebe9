import { pendingRetention } from '../domain/lapse.ts'
import { pendingSignUp, pendingSpan, type Supporter } from '../domain/supporter.ts'
import { compact } from '../lib/compact.ts'
import { exportLinkDays } from '../links/export-link.ts'
import { urls } from '../links/urls.ts'
import type { Runtime } from '../runtime.ts'
import { cycleIn, type LedgerItem } from '../store/ledger-item.ts'

/**
 * The links that a mail to a supporter can have. `confirm` and `cancel` accept and refuse the sign-up or address
 * change of the event; `unsubscribe` unsubscribes from everything.
 */
export type MailLink = 'confirm' | 'cancel' | 'unsubscribe' | 'receipt' | 'preferences' | 'myData' | 'export'

export interface LinkTarget {
  readonly event: LedgerItem
  readonly supporter: Supporter
}

/** Signs links and returns their URLs. */
export async function signLinks<Link extends MailLink>(
  deps: Pick<Runtime, 'settings' | 'clock' | 'links'>,
  target: LinkTarget,
  names: readonly Link[],
): Promise<Record<Link, string>> {
  const signers = signersFor(deps, target)
  const signed = await Promise.all(names.map(async (name) => [name, await signers[name]()] as const))
  return Object.fromEntries(signed) as Record<Link, string>
}

function signersFor(
  deps: Pick<Runtime, 'settings' | 'clock' | 'links'>,
  { event, supporter }: LinkTarget,
): Record<MailLink, () => Promise<string>> {
  const { confirmation, myData, site } = deps.settings()
  const { supporterId } = event
  const cycle = cycleIn(event)
  const to = urls(site.publicUrl)
  const { sign } = deps.links()
  return {
    confirm: async () => {
      const linkEnds = deps.clock() + confirmation.linkHours * hour
      // The link expires no later than the data that it confirms.
      const pendingEnds = (pendingSpan(supporter)?.at ?? deps.clock()) + pendingRetention(deps.settings())
      const expiresAt = Math.min(linkEnds, pendingEnds)
      const confirmed = cycle ?? pendingSignUp(supporter)?.cycle ?? 0
      return to.confirm(await sign({ purpose: 'confirm', supporterId, cycle: confirmed, expiresAt }))
    },
    cancel: async () => to.unsubscribe(await sign(compact({ purpose: 'unsubscribe', supporterId, cycle }))),
    unsubscribe: async () => to.unsubscribe(await sign({ purpose: 'unsubscribe', supporterId })),
    receipt: async () => to.receipt(await sign({ purpose: 'receipt', supporterId })),
    preferences: async () => to.preferences(await sign({ purpose: 'preferences', supporterId })),
    myData: async () => {
      const expiresAt = deps.clock() + myData.linkHours * hour
      return to.myData(await sign({ purpose: 'my-data', supporterId, expiresAt }))
    },
    export: async () => {
      const expiresAt = Date.parse(event.at) + exportLinkDays * 24 * hour
      return to.export(await sign({ purpose: 'export', supporterId, expiresAt }))
    },
  }
}

const hour = 60 * 60 * 1000
