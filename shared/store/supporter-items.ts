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

/** Reads and deletes the items beside a supporter's profile. */
export interface SupporterItems {
  /**
   * Deletes all of it that is from before an event: older evidence, and whatever else is there for a while. What
   * markers of mails say is no more than when they were sent; they keep a mail from going twice, and go by themselves.
   * Safe to repeat.
   */
  deleteBefore(event: EventKey): Promise<void>
  /** Deletes the evidence of that event and of all since, wherever it is packed with others'. Safe to repeat. */
  deleteEvidenceFrom(event: EventKey): Promise<void>
  /** Whether that event's mail was sent, or given up. */
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

/** Evidence is packed under the sequence of its first event; that of a later sign-up belongs to a new record. */
function isKept(item: string, sequence: Sequence): boolean {
  if (item === profileItem || item.startsWith(mailItem)) return true
  return item.startsWith(evidenceItem) && Number(item.slice(evidenceItem.length)) > sequence
}
