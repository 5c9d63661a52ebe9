import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Sequence } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { type EventKey, isClosed, mailItem } from './mail-log.ts'
import { packEvidence, unpackEvidence } from './packed-evidence.ts'
import { type EvidenceItem, evidenceItem, profileItem } from './supporter-item.ts'

/** The items beside a supporter's profile. */
export interface SupporterItems {
  /**
   * Deletes all items from before an event: older evidence, and temporary items. Mail markers stay: they hold only
   * when mails were sent, keep a mail from being sent twice, and expire by themselves. Safe to repeat.
   */
  deleteBefore(event: EventKey): Promise<void>
  /** Deletes the evidence of an event and of all later ones, wherever it is packed with others'. Safe to repeat. */
  deleteEvidenceFrom(event: EventKey): Promise<void>
  /** Checks whether an event's mail was sent, or given up. */
  isClosed(event: EventKey): Promise<boolean>
}

export function supporterItems(client: DynamoDBClient, TableName: string): SupporterItems {
  async function* itemsOf(id: SupporterId) {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        KeyConditionExpression: 'supporterId = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
        ProjectionExpression: '#item',
        ExpressionAttributeNames: { '#item': 'item' },
        ConsistentRead: true,
      },
    )
    for await (const { Items = [] } of pages) {
      yield* Items.map((item) => unmarshall(item) as { item: string })
    }
  }

  return {
    async deleteBefore({ supporterId, sequence }) {
      for await (const { item } of itemsOf(supporterId)) {
        if (isKept(item, sequence)) continue
        await client.send(new DeleteItemCommand({ TableName, Key: marshall({ supporterId, item }) }))
      }
    },

    async deleteEvidenceFrom({ supporterId, sequence }) {
      for await (const { item } of itemsOf(supporterId)) {
        if (!item.startsWith(evidenceItem)) continue
        const Key = marshall({ supporterId, item })
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
        if (!Item) continue
        const stored = unmarshall(Item) as EvidenceItem
        const evidence = unpackEvidence(stored.evidence)
        const kept = evidence.filter((each) => each.sequence < sequence)
        if (kept.length === evidence.length) continue
        if (kept.length === 0) await client.send(new DeleteItemCommand({ TableName, Key }))
        else {
          const rest = marshall({ ...stored, evidence: packEvidence(kept) })
          await client.send(new PutItemCommand({ TableName, Item: rest }))
        }
      }
    },

    isClosed: (event) => isClosed(client, TableName, event),
  }
}

/**
 * Checks whether an item stays. Evidence is packed under the sequence of its first event; that of a later sign-up
 * belongs to a new record.
 */
function isKept(item: string, sequence: Sequence): boolean {
  if (item === profileItem || item.startsWith(mailItem)) return true
  return item.startsWith(evidenceItem) && Number(item.slice(evidenceItem.length)) > sequence
}
