import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'

const hour = 60 * 60 * 1000

export interface RateLimit {
  /**
   * Counts one request of a network in the current hour. One write, no read.
   * @returns 0 within the limit, otherwise the seconds until the next hour
   */
  hit(ip: string, at: Instant): Promise<number>
}

/** Counts per network and hour. The table holds the network as a keyed hash, for an hour or two only. */
export function rateLimit(
  client: DynamoDBClient,
  table: string,
  key: () => Promise<string>,
  perHour: number,
): RateLimit {
  return {
    async hit(ip, at) {
      const window = Math.floor(at / hour)
      const network = createHmac('sha256', await key()).update(`network\n${networkOf(ip)}\n${window}`)
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall({ supporterId: `network#${network.digest('base64url')}`, item: 'limit' }),
          UpdateExpression: 'ADD hits :one SET expiresAt = :end',
          ExpressionAttributeValues: marshall({ ':one': 1, ':end': ((window + 2) * hour) / 1000 }),
          ReturnValues: 'UPDATED_NEW',
        }),
      )
      const hits = Number(Attributes?.hits?.N ?? 1)
      return hits <= perHour ? 0 : Math.ceil(((window + 1) * hour - at) / 1000)
    },
  }
}

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
