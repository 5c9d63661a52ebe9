import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { PlainDate } from '../domain/requests/calendar.ts'
import type { OfficeCalendar } from '../domain/requests/clock.ts'
import type { DataRequest, Received, RequestEvent } from '../domain/requests/request.ts'
import { isOpen } from '../domain/requests/request.ts'
import type { RequestId } from '../domain/requests/request-id.ts'
import { requestItem, toContactItem, toEventItem, toRequestItem } from './request-item.ts'
import { itemsOf, type RequestTable, transact } from './request-table.ts'

export interface RequestWrites {
  /**
   * Writes a new data request.
   * @returns false if the id is taken
   */
  file(event: Received, after: DataRequest, today: PlainDate): Promise<boolean>
  /**
   * Writes event and state in one transaction, on the condition that nothing has happened since `before` was loaded.
   * If the data subject was erased meanwhile, closing the request erases its personal data in the same transaction.
   * @returns false if something has happened
   */
  append(before: DataRequest, event: RequestEvent, after: DataRequest, today: PlainDate): Promise<boolean>
  /** Deletes a data request with all its items. Safe to repeat. */
  remove(id: RequestId): Promise<void>
  /** Erases its personal data: contact and notes. The facts and their dates are kept. Safe to repeat. */
  erasePersonal(id: RequestId): Promise<void>
}

export function requestWrites(table: RequestTable, calendar: OfficeCalendar): RequestWrites {
  const { TableName } = table
  const put = (item: object) => ({ TableName, Item: marshall(item, { removeUndefinedValues: true }) })
  return {
    async file(event, after, today) {
      const fresh = { ConditionExpression: 'attribute_not_exists(requestId)' }
      return transact(table, [
        { Put: { ...put(toRequestItem(after, calendar, today)), ...fresh } },
        { Put: put(toContactItem(after.id, event.contact)) },
        { Put: put(toEventItem(after.id, event)) },
      ])
    },

    async append(before, event, after, today) {
      const unerased = after.dataSubjectErased ? '' : ' AND attribute_not_exists(dataSubjectErased)'
      const unchanged = {
        ConditionExpression: `version = :version${unerased}`,
        ExpressionAttributeValues: { ':version': { N: String(before.version) } },
      }
      const state = { Put: { ...put(toRequestItem(after, calendar, today)), ...unchanged } }
      const { note, ...withoutNote } = toEventItem(after.id, event)
      if (isOpen(after.state) || !after.dataSubjectErased)
        return transact(table, [state, { Put: put({ ...withoutNote, note }) }])
      const erasures = await personalErasures(table, before.id)
      return transact(table, [state, { Put: put(withoutNote) }, ...erasures])
    },

    remove: (id) => removeAll(table, id),
    erasePersonal: (id) => eraseEach(table, id),
  }
}

/** The most erasures in a transaction of 100 items: two are the state and the event. */
const maxErasures = 98

/**
 * Returns the writes that remove the personal data of a data request. Those beyond the size of a transaction are
 * carried out at once.
 */
async function personalErasures(table: RequestTable, id: RequestId) {
  const { client, TableName } = table
  const emptied = (await itemsOf(table, id)).filter(isPersonal).map(emptiedOf)
  for (const Item of emptied.splice(0, Math.max(0, emptied.length - maxErasures)))
    await client.send(new PutItemCommand({ TableName, Item }))
  return emptied.map((Item) => ({ Put: { TableName, Item } }))
}

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

/** Deletes the item that the indexes hold last: until then, the request can be found again. */
async function removeAll(table: RequestTable, id: RequestId): Promise<void> {
  const { client, TableName } = table
  const items = (await itemsOf(table, id)).toSorted((a, b) =>
    a.item?.S === requestItem ? 1 : b.item?.S === requestItem ? -1 : 0,
  )
  for (const { requestId, item } of items) {
    if (requestId && item) await client.send(new DeleteItemCommand({ TableName, Key: { requestId, item } }))
  }
}

async function eraseEach(table: RequestTable, id: RequestId): Promise<void> {
  const { client, TableName } = table
  for (const { requestId, item } of await itemsOf(table, id)) {
    if (!requestId || !item) continue
    const isState = item.S === requestItem
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { requestId, item },
        UpdateExpression: `REMOVE email, #name, onBehalf, note${isState ? ' SET dataSubjectErased = :yes' : ''}`,
        ...(isState && { ExpressionAttributeValues: { ':yes': { BOOL: true } } }),
        ExpressionAttributeNames: { '#name': 'name' },
        ConditionExpression: 'attribute_exists(requestId)',
      }),
    )
  }
}
