import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

/** Encodes the place where a page ended, as text for a URL. It holds keys only, and nothing personal. */
export function cursorOf(lastEvaluatedKey: Record<string, AttributeValue>): string {
  return Buffer.from(JSON.stringify(unmarshall(lastEvaluatedKey))).toString('base64url')
}

/**
 * Decodes a cursor.
 * @returns undefined unless it has these key attributes, as texts or safe integers
 */
export function parseCursor(
  text: string,
  attributes: readonly string[],
): Record<string, AttributeValue> | undefined {
  try {
    const key = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const names = Object.keys(key)
    const isValue = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value)
    const fits = names.length === attributes.length && attributes.every((name) => isValue(key[name]))
    return fits ? marshall(key) : undefined
  } catch {
    return undefined
  }
}
