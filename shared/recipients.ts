import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { outgoingEvents } from './config.ts'
import type { Instant } from './domain/events.ts'
import type { SupporterId } from './domain/supporter-id.ts'

export interface ErasureNotice {
  readonly supporterId: SupporterId
  /** When it was asked for. */
  readonly at: Instant
  /** The same for every delivery: a recipient may be told twice. */
  readonly eventId: string
}

/** Tells those who got somebody's data from here that it is to be erased (UK GDPR Art 19). */
export interface Recipients {
  /** @throws if the event bus did not take it */
  tell(notice: ErasureNotice): Promise<void>
}

/** By EventBridge. The event names the supporter by id: that is how other systems got to know them, and no address leaves. */
export function eventBusRecipients(): Recipients {
  const client = new EventBridgeClient({ maxAttempts: 3 })
  return {
    async tell({ supporterId, at, eventId }) {
      const detail = { supporterId, eventId, at: new Date(at).toISOString() }
      const entry = {
        Source: outgoingEvents.source,
        DetailType: outgoingEvents.erased,
        Detail: JSON.stringify(detail),
      }
      const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }))
      if (FailedEntryCount) throw new Error(`the event bus did not take it: ${Entries?.[0]?.ErrorCode}`)
    },
  }
}
