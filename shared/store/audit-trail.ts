import { createHash } from 'node:crypto'
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import { hashOf } from '../chain/hashing.ts'
import type { Instant } from '../domain/events.ts'
import type { PlainDate } from '../domain/requests/calendar.ts'
import type { RequestId } from '../domain/requests/request-id.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { cursorOf, parseCursor } from './cursor.ts'
import type { OfficePartition } from './partitions.ts'

/** An officer's call to the API. It never holds an address: the person concerned is named by id. */
export interface OfficerAct {
  readonly eventId: string
  readonly at: Instant
  /** The `sub` of their sign-in. */
  readonly officer: string
  readonly action: string
  /** `allowed`; or refused, for a missing role, an unreadable HTTP request, or too many of them. */
  readonly outcome: 'allowed' | 'forbidden' | 'invalid' | 'limited'
  readonly subject?: SupporterId
  /** Where one call is about many people. */
  readonly subjects?: readonly SupporterId[]
  readonly request?: RequestId
  /** The officer's reason: one of a fixed list of words, since nothing here can ever be erased. */
  readonly reason?: string
}

export interface RecordedAct extends Omit<OfficerAct, 'at'> {
  /** ISO 8601 UTC. */
  readonly at: string
  /** The hash by which a seal holds it. */
  readonly hash: string
  /** Whether the hash matches the content. */
  readonly intact: boolean
}

/**
 * The record of every call to the officers' API, in the ledger: append-only by the roles of all functions, and sealed
 * with the supporters' events, since it has a `type` and a `hash` as they do. It owes no mail.
 */
export interface AuditTrail {
  /**
   * Appends an act. A call turned away for want of a role, or over a limit, is appended once for each officer, action and
   * day: no one may fill a ledger that forgets nothing. The access log counts them all.
   */
  append(act: OfficerAct): Promise<void>
  /**
   * Reads the acts of a day in UTC, oldest first, a page at a time.
   * @returns undefined if `from` is not one of our cursors
   */
  read(
    day: PlainDate,
    from?: string,
  ): Promise<{ readonly acts: readonly RecordedAct[]; readonly next?: string } | undefined>
}

const pageSize = 200
const perMillisecond = 1000
const attempts = 3

export function auditTrail(client: DynamoDBClient, TableName: string): AuditTrail {
  return {
    async append(act) {
      for (let attempt = 1; ; attempt++) {
        try {
          await client.send(
            new PutItemCommand({
              TableName,
              Item: marshall(toItem(act, attempt)),
              ConditionExpression: 'attribute_not_exists(supporterId)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          )
          return
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException) || attempt === attempts) throw error
          // Its own first attempt, whose response was lost, or another act at the same place.
          if (error.Item?.eventId?.S === act.eventId || isKnown(act, error.Item)) return
        }
      }
    },

    async read(day, from) {
      const key = z.strictObject({ supporterId: z.literal(partitionOf(day)), sequence: z.int() })
      const start = from === undefined ? undefined : parseCursor(from, key)
      if (from !== undefined && !start) return undefined
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand(
          compact({
            TableName,
            KeyConditionExpression: 'supporterId = :day',
            ExpressionAttributeValues: { ':day': { S: partitionOf(day) } },
            Limit: pageSize,
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        ),
      )
      const acts = Items.map((item) => fromItem(unmarshall(item) as AuditItem))
      return { acts, ...(LastEvaluatedKey && { next: cursorOf(LastEvaluatedKey) }) }
    },
  }
}

/** The prefix of the trail's partitions. No supporter's id begins like this. */
const auditPrefix = 'officers#'

const partitionOf = (day: string): OfficePartition => `${auditPrefix}${day}`

type AuditItem = ReturnType<typeof toItem>

/** Checks whether a call turned away is on the trail already. */
function isKnown(
  { officer, action, outcome }: OfficerAct,
  held: Record<string, AttributeValue> = {},
): boolean {
  const same = held.officer?.S === officer && held.action?.S === action && held.outcome?.S === outcome
  return same && isTurnedAway(outcome)
}

const isTurnedAway = (outcome: OfficerAct['outcome']) => outcome === 'forbidden' || outcome === 'limited'

/** Returns the place in its day: that of its time, or of its officer and action, far before all times. */
function placeOf({ at, officer, action, outcome }: OfficerAct, attempt: number): number {
  if (!isTurnedAway(outcome)) return at * perMillisecond + Math.floor(Math.random() * perMillisecond)
  const digest = createHash('sha256')
    // As before there was a limit, so that a deployment repeats no line of its day.
    .update(JSON.stringify(outcome === 'forbidden' ? [officer, action] : [officer, action, outcome]))
    .digest()
  return digest.readUIntBE(0, 6) + attempt
}

function toItem(made: OfficerAct, attempt: number) {
  const { at, ...act } = made
  const time = new Date(at).toISOString()
  const item = {
    ...act,
    supporterId: partitionOf(time.slice(0, 10)),
    sequence: placeOf(made, attempt),
    schema: 1,
    at: time,
    type: 'officer-acted',
    actor: 'officer',
  }
  return { ...item, hash: hashOf(item) }
}

function fromItem(item: AuditItem): RecordedAct {
  const { hash, ...content } = item
  const { supporterId: _, sequence: __, schema: ___, type: ____, actor: _____, ...act } = content
  return { ...act, hash, intact: hashOf(content) === hash }
}
