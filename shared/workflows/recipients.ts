import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { outgoingEvents } from './outgoing-events.ts'

export interface ErasureNotice {
  readonly supporterId: SupporterId
  /** When it was asked for, or done. */
  readonly at: Instant
  /** The same for every delivery: a recipient may be told twice. */
  readonly eventId: string
}

export interface AddressChangeNotice extends ErasureNotice {
  /** Under which id the mailing list gives them the present address. */
  readonly changedTo: SupporterId
}

/** Tells those who got somebody's data from here that it is to be erased, or that it was wrong (UK GDPR Art 19). */
export interface Recipients {
  /** @throws if the event bus did not take it */
  notifyErased(notice: ErasureNotice): Promise<void>
  /** That their address is another. @throws if the event bus did not take it */
  notifyAddressChanged(notice: AddressChangeNotice): Promise<void>
}

/** By EventBridge. An event names the supporter by id: that is how other systems got to know them, and no address leaves. */
export function eventBusRecipients(): Recipients {
  const client = new EventBridgeClient({ maxAttempts: 3 })
  const put = async (DetailType: string, { at, ...said }: ErasureNotice | AddressChangeNotice) => {
    const detail = { ...said, at: new Date(at).toISOString() }
    const entry = { Source: outgoingEvents.source, DetailType, Detail: JSON.stringify(detail) }
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }))
    if (FailedEntryCount) throw new Error(`the event bus did not take it: ${Entries?.[0]?.ErrorCode}`)
  }
  return {
    notifyErased: ({ supporterId, at, eventId }) => put(outgoingEvents.erased, { supporterId, at, eventId }),
    notifyAddressChanged: ({ supporterId, changedTo, at, eventId }) =>
      put(outgoingEvents.addressChanged, { supporterId, changedTo, at, eventId }),
  }
}
