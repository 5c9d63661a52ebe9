import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { RecordedEvidence } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { LedgerItem } from './ledger-item.ts'
import { mailItem } from './mail-log.ts'
import { unpackEvidence } from './packed-evidence.ts'
import { type EvidenceItem, evidenceItem, profileItem, type SupporterItem } from './supporter-item.ts'
import type { SupporterTables } from './supporter-store.ts'

/** What is noted of a mail. Times are in milliseconds. */
export interface MailMarker {
  readonly item: string
  readonly closedAt?: number
  readonly outcome?: 'sent' | 'given-up'
}

/** Everything that both tables hold on one supporter. */
export interface SupporterHoldings {
  readonly profile?: SupporterItem
  readonly olderEvidence: readonly RecordedEvidence[]
  readonly mails: readonly MailMarker[]
  readonly events: readonly LedgerItem[]
}

export async function lookUp(
  client: DynamoDBClient,
  tables: SupporterTables,
  id: SupporterId,
): Promise<SupporterHoldings> {
  const [items, events] = await Promise.all([
    itemsOf<SupporterItem | EvidenceItem | MailMarker>(client, tables.supporters, id),
    chainOf(client, tables.ledger, id),
  ])
  const profile = items.find((item): item is SupporterItem => item.item === profileItem)
  const evidence = items.filter((item): item is EvidenceItem => item.item.startsWith(evidenceItem))
  const mails = items.filter(({ item }) => item.startsWith(mailItem)) as MailMarker[]
  const olderEvidence = evidence.flatMap((item) => unpackEvidence(item.evidence))
  return { olderEvidence, mails, events, ...(profile && { profile }) }
}

/** All of one supporter's events, oldest first. */
export function chainOf(client: DynamoDBClient, ledger: string, id: SupporterId): Promise<LedgerItem[]> {
  return itemsOf<LedgerItem>(client, ledger, id)
}

async function itemsOf<T>(client: DynamoDBClient, TableName: string, id: SupporterId): Promise<T[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName,
      KeyConditionExpression: 'supporterId = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
      ConsistentRead: true,
    },
  )
  const items: T[] = []
  for await (const { Items = [] } of pages) items.push(...Items.map((item) => unmarshall(item) as T))
  return items
}
