import { type AttributeValue, type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { RecordedEvidence } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { type LedgerItem, parseLedgerItem } from './ledger-item.ts'
import { mailItem } from './mail-log.ts'
import { unpackEvidence } from './packed-evidence.ts'
import {
  type EvidenceItem,
  evidenceItem,
  profileItem,
  type SupporterItem,
  type SupporterTables,
} from './supporter-item.ts'

/** The marker of a mail, as far as it is shown. */
export interface MailMarker {
  readonly item: string
  readonly closedAt?: Instant
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
  const [stored, events] = await Promise.all([
    itemsOf(client, tables.supporters, id),
    chainOf(client, tables.ledger, id),
  ])
  const items = stored.map((item) => unmarshall(item) as SupporterItem | EvidenceItem | MailMarker)
  const profile = items.find((item): item is SupporterItem => item.item === profileItem)
  const evidence = items.filter((item): item is EvidenceItem => item.item.startsWith(evidenceItem))
  const mails = items.filter(({ item }) => item.startsWith(mailItem)) as MailMarker[]
  const olderEvidence = evidence.flatMap((item) => unpackEvidence(item.evidence))
  return compact({ olderEvidence, mails, events, profile })
}

/**
 * Reads all events of one supporter, oldest first.
 * @throws LedgerItemRefused
 */
export async function chainOf(
  client: DynamoDBClient,
  ledger: string,
  id: SupporterId,
): Promise<LedgerItem[]> {
  return (await itemsOf(client, ledger, id)).map((item) => parseLedgerItem(unmarshall(item)))
}

async function itemsOf(
  client: DynamoDBClient,
  TableName: string,
  id: SupporterId,
): Promise<Record<string, AttributeValue>[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName,
      KeyConditionExpression: 'supporterId = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
      ConsistentRead: true,
    },
  )
  const items: Record<string, AttributeValue>[] = []
  for await (const { Items = [] } of pages) items.push(...Items)
  return items
}
