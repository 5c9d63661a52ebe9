import { setTimeout as wait } from 'node:timers/promises'
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { cursorOf, parseCursor, SupportersKey } from './cursor.ts'
import { fromSupporterItem, profileItem, type SupporterItem } from './supporter-item.ts'

export type LoadedProfiles = ReadonlyMap<SupporterId, Supporter>

const attempts = 6

/**
 * Loads many records at once; any of them may be missing. Strongly consistent.
 * @param ids at most 100, each once
 * @throws an Error if DynamoDB, throttled, keeps omitting some
 */
export async function loadProfiles(
  client: DynamoDBClient,
  table: string,
  ids: readonly SupporterId[],
): Promise<LoadedProfiles> {
  const found = new Map<SupporterId, Supporter>()
  const Keys = ids.map((supporterId) => marshall({ supporterId, item: profileItem }))
  let left: Record<string, KeysAndAttributes> =
    Keys.length > 0 ? { [table]: { Keys, ConsistentRead: true } } : {}
  for (let attempt = 1; Object.keys(left).length > 0; attempt++) {
    if (attempt > attempts) throw new Error('some records could not be read')
    if (attempt > 1) await wait(2 ** attempt * 25)
    const page: BatchGetItemCommandOutput = await client.send(new BatchGetItemCommand({ RequestItems: left }))
    for (const item of page.Responses?.[table] ?? []) {
      const stored = unmarshall(item) as SupporterItem
      found.set(stored.supporterId, fromSupporterItem(stored))
    }
    left = page.UnprocessedKeys ?? {}
  }
  return found
}

export interface ProfilePage {
  readonly profiles: readonly { readonly supporterId: SupporterId; readonly supporter: Supporter }[]
  /** The start of the next page; undefined after the last. */
  readonly next?: string
}

/**
 * Reads every record, a megabyte at a time. It reads the whole table, so it is for batches and not for public routes.
 * A page can be empty.
 * @returns undefined if `from` is not one of our cursors
 */
export async function scanProfiles(
  client: DynamoDBClient,
  table: string,
  from?: string,
): Promise<ProfilePage | undefined> {
  const start = from === undefined ? undefined : parseCursor(from, SupportersKey)
  if (from !== undefined && !start) return undefined
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand(
      compact({
        TableName: table,
        FilterExpression: '#item = :profile',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':profile': { S: profileItem } },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    ),
  )
  const profiles = Items.map((item) => {
    const stored = unmarshall(item) as SupporterItem
    return { supporterId: stored.supporterId, supporter: fromSupporterItem(stored) }
  })
  return { profiles, ...(LastEvaluatedKey && { next: cursorOf(LastEvaluatedKey) }) }
}
