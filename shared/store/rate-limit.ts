import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'

const hour = 60 * 60 * 1000

export interface RateLimit {
  /**
   * Counts one request of a network in the current hour. One write, no read.
   * @param form the id of a form that is decided later: {@link letThrough} recognises it
   * @returns 0 within the limit, otherwise the seconds until the next hour
   */
  hit(ip: string, at: Instant, form?: string): Promise<number>
  /** Returns the key of a network's counter in the hour of this time. */
  counterOf(ip: string, at: Instant): Promise<string>
  /**
   * Checks whether a form was within the limit: counted among the first, or not counted while there was room. Half a
   * unit to read. An hour or two later the counter may be gone, and every form counts as within the limit.
   */
  letThrough(counter: string, form: string): Promise<boolean>
}

/**
 * Counts per network and hour, and names the forms that were let through. The table holds the network as a keyed hash,
 * for an hour or two only.
 */
export function rateLimit(
  client: DynamoDBClient,
  table: string,
  key: () => Promise<string>,
  perHour: number,
): RateLimit {
  const counterOf = async (ip: string, at: Instant) => {
    const network = createHmac('sha256', await key()).update(`network\n${networkOf(ip)}\n${windowOf(at)}`)
    return `network#${network.digest('base64url')}`
  }
  const keyOf = (counter: string) => marshall({ supporterId: counter, item: 'limit' })

  return {
    counterOf,

    async hit(ip, at, form) {
      const end = windowOf(at) + 1
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(await counterOf(ip, at)),
            UpdateExpression: `ADD hits :one${form ? ', forms :form' : ''} SET expiresAt = :end`,
            ConditionExpression: 'attribute_not_exists(hits) OR hits < :limit',
            ExpressionAttributeValues: marshall({
              ':one': 1,
              ':end': ((end + 1) * hour) / 1000,
              ':limit': perHour,
              ...(form && { ':form': new Set([shortened(form)]) }),
            }),
          }),
        )
        return 0
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return Math.ceil((end * hour - at) / 1000)
        throw error
      }
    },

    async letThrough(counter, form) {
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(counter) }))
      if (!Item || Number(Item.hits?.N) < perHour) return true
      return Item.forms?.SS?.includes(shortened(form)) ?? false
    },
  }
}

const windowOf = (at: Instant) => Math.floor(at / hour)

/** The random end of an id distinguishes one network's forms of an hour, and keeps the counter below 1 KB. */
const shortened = (form: string) => form.slice(-8)

/**
 * Returns an IPv4 address as it is; of an IPv6 address, the first 56 bits, which one household or office is assigned.
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip
  const expanded = new URL(`http://[${ip}]`).hostname.slice(1, -1)
  const [head = '', tail] = expanded.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const [first, second, third, fourth = '0'] = [...left, ...zeros, ...right]
  return [first, second, third, (Number.parseInt(fourth, 16) & 0xff00).toString(16)].join(':')
}
