import { setTimeout as sleep } from 'node:timers/promises'
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import {
  type Granted,
  grant,
  type Priority,
  renew,
  type SendingPace,
  type SendingQuota,
} from '../domain/sending-pace.ts'
import type { SupportersPartition } from './partitions.ts'

/** The pace that all senders share. */
export interface SharedPace {
  /**
   * Reserves turns for up to so many mails, in one write, whatever their number.
   * @param within milliseconds until the first of them can be ready
   */
  reserve(priority: Priority, mails: number, within?: number): Promise<Granted>
  /** Records that the mail service reported the day's quota as used up. */
  close(until: Instant): Promise<void>
}

export interface SharedPaceDependencies {
  readonly client: DynamoDBClient
  /** The table that holds the pace, beside the supporters. */
  readonly table: string
  readonly clock: () => Instant
  /** Reads the mail service's current quota; undefined if it cannot be read. */
  readonly readQuota: () => Promise<SendingQuota | undefined>
}

/** Milliseconds after which a quota is read again. */
const fresh = 60_000
/** The number of senders that may compete: in each attempt one of them succeeds. */
const attempts = 30
/** The lowest rate that SES grants: the pace while the quota cannot be read. */
const unknownQuota: SendingQuota = { rate: 1 }

/**
 * Shares a pace between senders. Only senders write to it, once for all the mails that one of them holds: sign-ups do
 * not contend for this item. A write succeeds only if there was no other since.
 */
export function sharedPace(deps: SharedPaceDependencies): SharedPace {
  let known: StoredPace | undefined

  const withFreshQuota = async (seen: StoredPace | undefined): Promise<StoredPace> => {
    const quota = (await deps.readQuota()) ?? seen?.pace ?? unknownQuota
    return { version: seen?.version ?? 0, pace: renew(seen?.pace, quota, deps.clock()) }
  }

  /** Returns the pace stored now; `written` is true if it is this one. */
  const write = async (
    pace: SendingPace,
    seen: StoredPace,
  ): Promise<{ written: boolean; now: StoredPace | undefined }> => {
    const now = { version: seen.version + 1, pace }
    const present = await put(deps, now, seen.version)
    return present === 'written' ? { written: true, now } : { written: false, now: present }
  }

  return {
    async reserve(priority, mails, within = 0) {
      let read = known === undefined
      if (read) known = await get(deps)
      for (let attempt = 1; attempt <= attempts; attempt++) {
        if (!known || deps.clock() - known.pace.readAt > fresh) {
          const { pace, version } = await withFreshQuota(known)
          known = (await write(pace, { pace, version })).now
          read = true
          continue
        }
        const at = deps.clock()
        const { after, ...granted } = grant(known.pace, { priority, mails, at, readyAt: at + within })
        if ('refused' in granted) {
          // The pace kept from the last call may be out of date: read it before refusing.
          if (read) return granted
          known = await get(deps)
          read = true
          continue
        }
        const { written, now } = await write(after, known)
        known = now
        read = true
        if (written) return granted
        await sleep(Math.random() * 5 * attempt)
      }
      return { refused: 'busy', askAgainAt: deps.clock() + 1000 }
    },

    async close(until) {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        known = await get(deps)
        if (!known || (known.pace.closedUntil ?? 0) >= until) return
        if ((await write({ ...known.pace, closedUntil: until }, known)).written) return
      }
    },
  }
}

/** The pace, and its number of writes. */
interface StoredPace {
  readonly version: number
  readonly pace: SendingPace
}

const key = marshall({ supporterId: 'sending' satisfies SupportersPartition, item: 'pace' })

async function get({ client, table }: SharedPaceDependencies): Promise<StoredPace | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))
  return Item && (unmarshall(Item) as StoredPace)
}

/**
 * Writes the pace.
 * @returns the pace stored instead, if there was another write since
 */
async function put(
  { client, table }: SharedPaceDependencies,
  { version, pace }: StoredPace,
  seen: number,
): Promise<'written' | StoredPace | undefined> {
  const neverWritten = 'attribute_not_exists(version)'
  const asSeen = 'version = :seen'
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: key,
        UpdateExpression: 'SET version = :version, pace = :pace',
        ConditionExpression: seen === 0 ? neverWritten : asSeen,
        ExpressionAttributeValues: marshall({
          ':version': version,
          ':pace': pace,
          ...(seen > 0 && { ':seen': seen }),
        }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return 'written'
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return error.Item && (unmarshall(error.Item) as StoredPace)
  }
}
