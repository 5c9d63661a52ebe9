import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { outgoingEvents } from './outgoing-events.ts'

export interface ErasureNotice {
  readonly supporterId: SupporterId
  /** The time of the erasure's request, or of the address change. */
  readonly at: Instant
  /** The same for every delivery: a recipient may be notified twice. */
  readonly eventId: string
}

export interface AddressChangeNotice extends ErasureNotice {
  /** The id under which the mailing list has their current address. */
  readonly changedTo: SupporterId
}

/** Notifies the recipients of a person's data that it was erased, or that it was wrong (UK GDPR Art 19). */
export interface Recipients {
  /** @throws if the event bus did not accept it */
  notifyErased(notice: ErasureNotice): Promise<void>
  /** @throws if the event bus did not accept it */
  notifyAddressChanged(notice: AddressChangeNotice): Promise<void>
}

/**
 * Notifies recipients by EventBridge. An event names the supporter by id, which other systems got from here; no
 * address is sent.
 */
export function eventBusRecipients(): Recipients {
  const client = new EventBridgeClient({ maxAttempts: 3 })
  const put = async (DetailType: string, { at, ...named }: ErasureNotice | AddressChangeNotice) => {
    const detail = { ...named, at: new Date(at).toISOString() }
    const entry = { Source: outgoingEvents.source, DetailType, Detail: JSON.stringify(detail) }
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }))
    if (FailedEntryCount)
      throw new Error(`the event bus did not accept the event: ${Entries?.[0]?.ErrorCode}`)
  }
  return {
    notifyErased: ({ supporterId, at, eventId }) => put(outgoingEvents.erased, { supporterId, at, eventId }),
    notifyAddressChanged: ({ supporterId, changedTo, at, eventId }) =>
      put(outgoingEvents.addressChanged, { supporterId, changedTo, at, eventId }),
  }
}
