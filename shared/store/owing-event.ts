import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { DigestItem } from './digest-item.ts'
import type { LedgerItem } from './ledger-item.ts'
import type { MailKey } from './mail-log.ts'
import type { SealItem } from './seal-item.ts'

/** What stands in the ledger and owes a mail: an event, to its supporter; a seal or a digest, to the privacy officer. */
export type MailOwingItem = LedgerItem | SealItem | DigestItem

/** Reads, strongly consistent, what owes a mail. */
export async function mailOwingItem(
  client: DynamoDBClient,
  table: string,
  { supporterId, sequence }: MailKey,
): Promise<MailOwingItem | undefined> {
  const Key = marshall({ supporterId, sequence })
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
  return Item && (unmarshall(Item) as MailOwingItem)
}
