import type { Cycle } from '../domain/events.ts'
import { pendingRetention } from '../domain/lapse.ts'
import { pendingSpan, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { urls } from '../links/urls.ts'
import type { Runtime } from '../runtime.ts'

const hour = 60 * 60 * 1000

/** The links that a mail to a supporter can have, each signed when it is written. */
export function linksIn(deps: Pick<Runtime, 'settings' | 'clock' | 'links'>, supporterId: SupporterId) {
  const { confirmation, myData, site } = deps.settings()
  const to = urls(site.publicUrl)
  const { sign } = deps.links()
  return {
    /** @param cycle the request or move that the mail is about, and that its reader may say no to */
    unsubscribe: async (cycle?: Cycle) =>
      to.unsubscribe(
        await sign({ purpose: 'unsubscribe', supporterId, ...(cycle !== undefined && { cycle }) }),
      ),
    receipt: async () => to.receipt(await sign({ purpose: 'receipt', supporterId })),
    preferences: async () => to.preferences(await sign({ purpose: 'preferences', supporterId })),
    myData: async () =>
      to.myData(
        await sign({ purpose: 'my-data', supporterId, expiresAt: deps.clock() + myData.linkHours * hour }),
      ),
    /** No longer than what it confirms is kept. */
    confirm: async (cycle: Cycle, supporter: Supporter) => {
      const linkEnds = deps.clock() + confirmation.linkHours * hour
      const requestEnds = (pendingSpan(supporter)?.at ?? deps.clock()) + pendingRetention(deps.settings())
      const expiresAt = Math.min(linkEnds, requestEnds)
      return to.confirm(await sign({ purpose: 'confirm', supporterId, cycle, expiresAt }))
    },
  }
}
