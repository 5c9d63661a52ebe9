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
  /** @returns false if the id is taken */
  file(event: Received, after: DataRequest, today: PlainDate): Promise<boolean>
  /**
   * Writes event and state in one transaction, on the condition that nothing happened since `before` was loaded. The end
   * of a request whose data subject was erased erases its personal data in the same transaction; no later note is kept.
   * @returns false if something did
   */
  append(before: DataRequest, event: RequestEvent, after: DataRequest, today: PlainDate): Promise<boolean>
  /** Deletes all of it. Safe to repeat. */
  remove(id: RequestId): Promise<void>
  /**
   * Erases its personal data, contact and notes, and marks it, so that notes which come later are not kept. What was asked
   * and done, and when, stays. Safe to repeat.
   */
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
      const { note, ...wordless } = toEventItem(after.id, event)
      if (isOpen(after.state) || !after.dataSubjectErased)
        return transact(table, [state, { Put: put({ ...wordless, note }) }])
      const erasures = await personalErasures(table, before.id)
      return transact(table, [state, { Put: put(wordless) }, ...erasures])
    },

    remove: (id) => removeAll(table, id),
    erasePersonal: (id) => eraseEach(table, id),
  }
}

/** A transaction holds 100 items; two are the state and the event. */
const personalAtMost = 98

/** Returns the writes that empty a request of personal data. Those beyond the size of a transaction go at once. */
async function personalErasures(table: RequestTable, id: RequestId) {
  const { client, TableName } = table
  const emptied = (await itemsOf(table, id)).filter(isPersonal).map(emptiedOf)
  for (const Item of emptied.splice(0, Math.max(0, emptied.length - personalAtMost)))
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

/** The item that the indexes hold goes last: until then the request is found again. */
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
