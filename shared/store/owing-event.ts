import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type DigestItem, parseDigestItem } from './digest-item.ts'
import { type LedgerItem, parseLedgerItem } from './ledger-item.ts'
import type { MailKey } from './mail-log.ts'
import { parseSealItem, type SealItem } from './seal-item.ts'

/** A ledger item that owes a mail: an event, to its supporter; a seal or a digest, to the privacy officer. */
export type MailOwingItem = LedgerItem | SealItem | DigestItem

/**
 * Reads the item that owes a mail. Strongly consistent.
 * @throws LedgerItemRefused, or z.core.$ZodError for a malformed seal or digest
 */
export async function mailOwingItem(
  client: DynamoDBClient,
  table: string,
  key: MailKey,
): Promise<MailOwingItem | undefined> {
  const item = await itemAt(client, table, key)
  return item && parseItem(key.supporterId, item)
}

/** Reads the event that starts work in several steps. Strongly consistent. @throws LedgerItemRefused */
export async function followedUpEvent(
  client: DynamoDBClient,
  table: string,
  key: Pick<LedgerItem, 'supporterId' | 'sequence'>,
): Promise<LedgerItem | undefined> {
  const item = await itemAt(client, table, key)
  return item && parseLedgerItem(item)
}

async function itemAt(client: DynamoDBClient, TableName: string, { supporterId, sequence }: MailKey) {
  const Key = marshall({ supporterId, sequence })
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
  return Item && unmarshall(Item)
}

function parseItem(partition: MailKey['supporterId'], item: unknown): MailOwingItem {
  switch (partition) {
    case 'seal':
      return parseSealItem(item)
    case 'digest':
      return parseDigestItem(item)
    default:
      return parseLedgerItem(item)
  }
}
