import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { PlainDate } from '../domain/requests/calendar.ts'
import type { OfficeCalendar } from '../domain/requests/clock.ts'
import type { Contact, DataRequest, Received, RequestEvent } from '../domain/requests/request.ts'
import { isOpen } from '../domain/requests/request.ts'
import type { RequestId } from '../domain/requests/request-id.ts'
import type { RequestState } from '../domain/requests/transitions.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { conflictIn } from './conflict.ts'
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
  toContactItem,
  toEventItem,
  toRequestItem,
} from './request-item.ts'

/** Lists requests: open ones by due day, closed ones by the day they were closed. */
const byDayIndex = 'by-day'
/** Finds the requests of one supporter. */
const bySupporterIndex = 'by-supporter'

/** Everything that the register has on a request. */
export interface RequestFile {
  readonly request: DataRequest
  /** None once it was erased. */
  readonly contact?: Contact
  readonly events: readonly StoredEvent[]
}

export interface Listing {
  readonly requests: readonly DataRequest[]
  /** Where the next page begins; none after the last. */
  readonly next?: string
}

/** The register of data requests. */
export interface RequestStore {
  /** @returns false if the id is taken */
  file(event: Received, after: DataRequest, today: PlainDate): Promise<boolean>
  /** Strongly consistent. */
  load(id: RequestId): Promise<DataRequest | undefined>
  /** With its contact and events, oldest first. Strongly consistent. */
  read(id: RequestId): Promise<RequestFile | undefined>
  /**
   * Writes event and state in one transaction, on the condition that nothing happened since `before` was loaded. What
   * ends a request of somebody who was erased meanwhile erases what is personal in it, in the same.
   * @returns false if something did
   */
  append(before: DataRequest, event: RequestEvent, after: DataRequest, today: PlainDate): Promise<boolean>
  /**
   * Open requests by their due day, or those of one state; closed ones newest first. Eventually consistent.
   * @returns undefined if `from` is no cursor of ours
   */
  list(of: 'open' | RequestState, from?: string): Promise<Listing | undefined>
  /** Of one supporter, oldest first. Eventually consistent. */
  ofSupporter(id: SupporterId): Promise<readonly DataRequest[]>
  /** Closed before a day, oldest first, a page at most. Eventually consistent. */
  closedBefore(day: PlainDate): Promise<readonly DataRequest[]>
  /** Deletes all of it. Safe to repeat. */
  remove(id: RequestId): Promise<void>
  /** Erases what is personal: contact and notes. What was asked and done, and when, stays. Safe to repeat. */
  erasePersonal(id: RequestId): Promise<void>
}

const pageSize = 50

export function requestStore(
  client: DynamoDBClient,
  TableName: string,
  calendar: OfficeCalendar,
): RequestStore {
  const put = (item: object) => ({ TableName, Item: marshall(item, { removeUndefinedValues: true }) })

  const query = async (input: Omit<QueryCommandInput, 'TableName'>) => {
    const items: Record<string, AttributeValue>[] = []
    for await (const { Items = [] } of paginateQuery({ client }, { TableName, ...input }))
      items.push(...Items)
    return items
  }

  const itemsOf = (id: RequestId) =>
    query({
      KeyConditionExpression: 'requestId = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
      ConsistentRead: true,
    })

  return {
    async file(event, after, today) {
      const fresh = { ConditionExpression: 'attribute_not_exists(requestId)' }
      return transact(client, [
        { Put: { ...put(toRequestItem(after, calendar, today)), ...fresh } },
        { Put: put(toContactItem(after.id, event.contact)) },
        { Put: put(toEventItem(after.id, event)) },
      ])
    },

    async load(id) {
      const Key = marshall({ requestId: id, item: requestItem })
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
      return Item && fromRequestItem(unmarshall(Item) as RequestItem)
    },

    async read(id) {
      const items = (await itemsOf(id)).map((item) => unmarshall(item) as { item: string })
      const request = items.find((item): item is RequestItem => item.item === requestItem)
      if (!request) return undefined
      const contact = items.find((item): item is ContactItem => item.item === contactItem)
      const events = items.filter((item): item is RequestEventItem => item.item.startsWith(eventItem))
      return {
        request: fromRequestItem(request),
        ...(contact && { contact: fromContactItem(contact) }),
        events: events.map(fromEventItem),
      }
    },

    async append(before, event, after, today) {
      const unchanged = {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': { N: String(before.version) } },
      }
      const state = { Put: { ...put(toRequestItem(after, calendar, today)), ...unchanged } }
      const { note, ...wordless } = toEventItem(after.id, event)
      if (isOpen(after.state) || !after.dataSubjectErased)
        return transact(client, [state, { Put: put({ ...wordless, note }) }])
      const emptied = (await itemsOf(before.id)).filter(isPersonal).map(emptiedOf)
      // More notes than a transaction holds: the first go before it.
      for (const Item of emptied.splice(0, Math.max(0, emptied.length - personalAtMost)))
        await client.send(new PutItemCommand({ TableName, Item }))
      const erasures = emptied.map((Item) => ({ Put: { TableName, Item } }))
      return transact(client, [state, { Put: put(wordless) }, ...erasures])
    },

    async list(of, from) {
      const start = from === undefined ? undefined : parseCursor(from, indexKey)
      if (from !== undefined && !start) return undefined
      let key = start
      let found: Record<string, AttributeValue>[] = []
      // A state that few are in can leave a page empty: that is no page to show.
      do {
        const page = await client.send(
          new QueryCommand({ TableName, ...listingOf(of), ...(key && { ExclusiveStartKey: key }) }),
        )
        found = page.Items ?? []
        key = page.LastEvaluatedKey
      } while (found.length === 0 && key)
      const requests = found.map((item) => fromRequestItem(unmarshall(item) as RequestItem))
      return { requests, ...(key && { next: cursorOf(key) }) }
    },

    async ofSupporter(id) {
      const items = await query({
        IndexName: bySupporterIndex,
        KeyConditionExpression: 'supporterId = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
      })
      return items.map((item) => fromRequestItem(unmarshall(item) as RequestItem))
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
      return Items.map((item) => fromRequestItem(unmarshall(item) as RequestItem))
    },

    async remove(id) {
      // The item that the indexes hold goes last: until then the request is found again.
      const items = (await itemsOf(id)).toSorted((a, b) =>
        a.item?.S === requestItem ? 1 : b.item?.S === requestItem ? -1 : 0,
      )
      for (const { requestId, item } of items) {
        if (requestId && item)
          await client.send(new DeleteItemCommand({ TableName, Key: { requestId, item } }))
      }
    },

    async erasePersonal(id) {
      for (const { requestId, item } of await itemsOf(id)) {
        if (!requestId || !item) continue
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key: { requestId, item },
            UpdateExpression: 'REMOVE email, #name, onBehalf, note',
            ExpressionAttributeNames: { '#name': 'name' },
            ConditionExpression: 'attribute_exists(requestId)',
          }),
        )
      }
    },
  }
}

/** What is personal in an item of a request. */
const isPersonal = ({ email, name, onBehalf, note }: Record<string, AttributeValue>) =>
  [email, name, onBehalf, note].some((value) => value !== undefined)

function emptiedOf({
  email: _,
  name: __,
  onBehalf: ___,
  note: ____,
  ...rest
}: Record<string, AttributeValue>) {
  return rest
}

/** A transaction holds 100 items; two are the state and the event. */
const personalAtMost = 98

function listingOf(of: 'open' | RequestState) {
  const open = of === 'open' || isOpen(of)
  return {
    IndexName: byDayIndex,
    KeyConditionExpression: 'standing = :standing',
    ...(of !== 'open' && {
      FilterExpression: '#state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
    }),
    ExpressionAttributeValues: marshall({
      ':standing': open ? 'open' : 'closed',
      ...(of !== 'open' && { ':state': of }),
    }),
    ScanIndexForward: open,
    Limit: pageSize,
  }
}

const indexKey = ['requestId', 'item', 'standing', 'sortedOn']

/** @returns false if a condition did not hold, or somebody else writes at the same moment */
async function transact(
  client: DynamoDBClient,
  TransactItems: ConstructorParameters<typeof TransactWriteItemsCommand>[0]['TransactItems'],
): Promise<boolean> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }))
    return true
  } catch (error) {
    conflictIn(error)
    return false
  }
}
