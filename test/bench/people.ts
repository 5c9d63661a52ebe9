import type { Command } from '../../shared/domain/commands.ts'
import type { SupporterEvent } from '../../shared/domain/events.ts'
import { type Supporter, unknownSupporter } from '../../shared/domain/supporter.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import type { LinkKeys } from '../../shared/links/link-keys.ts'
import { signToken } from '../../shared/links/token.ts'
import { commit } from '../../shared/store/commit.ts'
import type { SupporterStore } from '../../shared/store/supporter-store.ts'
import { address, circumstances, consent } from '../support/builders.ts'

export const addressKey = 'bench'
export const linkKeys: LinkKeys = { current: 'a', keys: { a: 'a key of the benchmark, long enough' } }

export const email = 'ann@example.org'
export const supporterId = supporterIdOf(address(email), addressKey)

const anHourAgo = Date.now() - 60 * 60 * 1000

/** The states that the requests of a supporter's first week find, each built by the events before it. */
export const unknown = unknownSupporter()
export const eventsUntilSubscribed: SupporterEvent[] = []

const confirmation = { cycle: 1, linkExpiresAt: anHourAgo + 72 * 60 * 60 * 1000 }
export const pending = await after(unknown, {
  type: 'sign-up',
  consent: consent(),
  profile: { address: address(email) },
})
export const subscribed = await after(pending, { type: 'confirm', ...confirmation })

export const confirmToken = signToken(
  { purpose: 'confirm', supporterId, cycle: confirmation.cycle, expiresAt: confirmation.linkExpiresAt },
  linkKeys,
)
export const unsubscribeToken = signToken({ purpose: 'unsubscribe', supporterId }, linkKeys)

async function after(before: Supporter, command: Command): Promise<Supporter> {
  const store: SupporterStore = {
    load: async () => before,
    find: async () => before,
    append: async (_id, _before, { event }) => {
      eventsUntilSubscribed.push(event)
      return { committed: true }
    },
    appendAll: async () => true,
    loadForForm: async () => before,
  }
  const { supporter } = await commit(store, supporterId, command, circumstances(anHourAgo))
  return supporter
}
