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

/** The pace that all senders keep together. */
export interface SharedPace {
  /**
   * Turns for up to so many mails: one write, whatever their number.
   * @param within milliseconds until the first of them can be ready to go
   */
  reserve(priority: Priority, mails: number, within?: number): Promise<Granted>
  /** The mail service said that the day's quota is used up. */
  close(until: Instant): Promise<void>
}

export interface SharedPaceDependencies {
  readonly client: DynamoDBClient
  /** Where it stands, beside the supporters. */
  readonly table: string
  readonly clock: () => Instant
  /** As the mail service says now; undefined if it cannot be asked. */
  readonly readQuota: () => Promise<SendingQuota | undefined>
}

/** A quota that was read so long ago is read again. */
const fresh = 60_000
/** So many senders at once; one of them succeeds every time. */
const attempts = 30
/** What SES grants to whoever it grants least: the pace while it cannot be asked. */
const unknownQuota: SendingQuota = { rate: 1 }

/**
 * Only senders write here, once for all the mails that one of them holds: it is no item that sign-ups share. The
 * write's condition is that nobody else wrote since.
 */
export function sharedPace(deps: SharedPaceDependencies): SharedPace {
  let known: Kept | undefined

  const renewed = async (seen: Kept | undefined): Promise<Kept> => {
    const quota = (await deps.readQuota()) ?? seen?.pace ?? unknownQuota
    return { version: seen?.version ?? 0, pace: renew(seen?.pace, quota, deps.clock()) }
  }

  /** What stands there now; `written` tells whether it is ours. */
  const write = async (
    pace: SendingPace,
    seen: Kept,
  ): Promise<{ written: boolean; now: Kept | undefined }> => {
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
          const { pace, version } = await renewed(known)
          known = (await write(pace, { pace, version })).now
          read = true
          continue
        }
        const at = deps.clock()
        const { after, ...granted } = grant(known.pace, { priority, mails, at, readyAt: at + within })
        if ('refused' in granted) {
          // What was kept from the last call may be out of date: a refusal is read first.
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

/** The pace, and how often it was written. */
interface Kept {
  readonly version: number
  readonly pace: SendingPace
}

const key = marshall({ supporterId: 'sending' satisfies SupportersPartition, item: 'pace' })

async function get({ client, table }: SharedPaceDependencies): Promise<Kept | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))
  return Item && (unmarshall(Item) as Kept)
}

/** @returns what stands there instead, if somebody else wrote since */
async function put(
  { client, table }: SharedPaceDependencies,
  { version, pace }: Kept,
  seen: number,
): Promise<'written' | Kept | undefined> {
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
    return error.Item && (unmarshall(error.Item) as Kept)
  }
}
