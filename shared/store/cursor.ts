import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'

/** Encodes the place where a page ended, as text for a URL. It holds keys only, and nothing personal. */
export function cursorOf(lastEvaluatedKey: Record<string, AttributeValue>): string {
  return Buffer.from(JSON.stringify(unmarshall(lastEvaluatedKey))).toString('base64url')
}

/**
 * Decodes a cursor. It names no more than the listing itself shows, so it needs no signature; but DynamoDB refuses a key
 * of other types or of another partition, which would be our error.
 * @param shape of the key, each attribute with everything that the listing fixes
 * @returns undefined if it is not a key of this shape
 */
export function parseCursor<Key extends object>(
  text: string,
  shape: z.ZodMiniType<Key>,
): Record<string, AttributeValue> | undefined {
  const parsed = z.safeParse(shape, jsonIn(Buffer.from(text, 'base64url').toString('utf8')))
  return parsed.success ? marshall(parsed.data) : undefined
}

/** The key of a scan of the Supporters table, as long as DynamoDB allows keys to be. */
export const SupportersKey = z.strictObject({
  supporterId: z.string().check(z.minLength(1), z.maxLength(500)),
  item: z.string().check(z.minLength(1), z.maxLength(250)),
})

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
