import { type AttributeValue, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import type { PlainDate } from '../domain/requests/calendar.ts'
import type { Contact, DataRequest } from '../domain/requests/request.ts'
import { isOpen } from '../domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../domain/requests/request-id.ts'
import type { RequestState } from '../domain/requests/transitions.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { cursorOf, parseCursor } from './cursor.ts'
import {
  type ContactItem,
  contactItem,
  eventItem,
  fromContactItem,
  fromEventItem,
  fromRequestItem,
  type RequestEventItem,
  type RequestItem,
  requestItem,
  type StoredEvent,
} from './request-item.ts'
import { itemsOf, queryAll, type RequestTable } from './request-table.ts'

/** Lists data requests: open ones by due day, closed ones by closing day. */
export const byDayIndex = 'by-day'
/** Finds the data requests of one supporter. */
export const bySupporterIndex = 'by-supporter'

/** Everything that the register holds on a data request. */
export interface RequestFile {
  readonly request: DataRequest
  /** Absent once erased. */
  readonly contact?: Contact
  readonly events: readonly StoredEvent[]
}

export interface Listing {
  readonly requests: readonly DataRequest[]
  /** The start of the next page; undefined after the last. */
  readonly next?: string
}

export interface RequestReads {
  /** Reads a data request. Strongly consistent. */
  load(id: RequestId): Promise<DataRequest | undefined>
  /** Reads a data request with its contact and events, oldest first. Strongly consistent. */
  read(id: RequestId): Promise<RequestFile | undefined>
  /**
   * Lists open data requests by due day, or those of one state; closed ones newest first. Eventually consistent.
   * @returns undefined if `from` is not one of our cursors
   */
  list(of: 'open' | RequestState, from?: string): Promise<Listing | undefined>
  /** Lists the data requests of one supporter, oldest first. Eventually consistent. */
  ofSupporter(id: SupporterId): Promise<readonly DataRequest[]>
  /** Lists those closed before a day, oldest first, at most a page. Eventually consistent. */
  closedBefore(day: PlainDate): Promise<readonly DataRequest[]>
}

const pageSize = 50

export function requestReads(table: RequestTable): RequestReads {
  const { client, TableName } = table
  return {
    async load(id) {
      const Key = marshall({ requestId: id, item: requestItem })
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
      return Item && requestIn(Item)
    },

    read: async (id) => fileIn(await itemsOf(table, id)),

    list: (of, from) => listPage(table, of, from),

    async ofSupporter(id) {
      const items = await queryAll(table, {
        IndexName: bySupporterIndex,
        KeyConditionExpression: 'supporterId = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
      })
      return items.map(requestIn)
    },

    async closedBefore(day) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: byDayIndex,
          KeyConditionExpression: 'standing = :closed AND sortedOn < :day',
          ExpressionAttributeValues: marshall({ ':closed': 'closed', ':day': day }),
          Limit: pageSize,
        }),
      )
      return Items.map(requestIn)
    },
  }
}

const requestIn = (item: Record<string, AttributeValue>) => fromRequestItem(unmarshall(item) as RequestItem)

function fileIn(stored: readonly Record<string, AttributeValue>[]): RequestFile | undefined {
  const items = stored.map((item) => unmarshall(item) as { item: string })
  const request = items.find((item): item is RequestItem => item.item === requestItem)
  if (!request) return undefined
  const contact = items.find((item): item is ContactItem => item.item === contactItem)
  const events = items.filter((item): item is RequestEventItem => item.item.startsWith(eventItem))
  return {
    request: fromRequestItem(request),
    ...(contact && { contact: fromContactItem(contact) }),
    events: events.map(fromEventItem),
  }
}

const indexKey = (standing: RequestItem['standing']) =>
  z.strictObject({
    requestId: z.string().check(z.refine((id) => parseRequestId(id) === id)),
    item: z.literal(requestItem),
    standing: z.literal(standing),
    sortedOn: z.iso.date(),
  })

async function listPage(
  { client, TableName }: RequestTable,
  of: 'open' | RequestState,
  from: string | undefined,
): Promise<Listing | undefined> {
  const start = from === undefined ? undefined : parseCursor(from, indexKey(standingOf(of)))
  if (from !== undefined && !start) return undefined
  let key = start
  let found: Record<string, AttributeValue>[] = []
  // The filter for a rare state can leave a page empty: such a page is skipped.
  do {
    const page = await client.send(
      new QueryCommand(compact({ TableName, ...listingOf(of), ExclusiveStartKey: key })),
    )
    found = page.Items ?? []
    key = page.LastEvaluatedKey
  } while (found.length === 0 && key)
  return { requests: found.map(requestIn), ...(key && { next: cursorOf(key) }) }
}

const standingOf = (of: 'open' | RequestState) => (of === 'open' || isOpen(of) ? 'open' : 'closed')

function listingOf(of: 'open' | RequestState) {
  const standing = standingOf(of)
  return {
    IndexName: byDayIndex,
    KeyConditionExpression: 'standing = :standing',
    ...(of !== 'open' && {
      FilterExpression: '#state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
    }),
    ExpressionAttributeValues: marshall({
      ':standing': standing,
      ...(of !== 'open' && { ':state': of }),
    }),
    ScanIndexForward: standing === 'open',
    Limit: pageSize,
  }
}
