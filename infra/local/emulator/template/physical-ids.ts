import { createHash } from 'node:crypto'

/** The surroundings of a resource, from which its ids, names and ARNs are made. */
export interface Place {
  stackName: string
  region: string
  accountId: string
  apiUrl: string
  /** The URL that replaces the issuer of every user pool. */
  signInUrl?: string
  awsUrl: string
}

export interface Named extends Place {
  logicalId: string
  /** The physical name, explicit or generated. */
  name: string
  properties: Record<string, unknown>
}

/** Returns the same characters for the same input at each start, so that data outlives a restart. */
export function stableId(length: number, alphabet: string, ...parts: string[]): string {
  const digest = createHash('sha256').update(parts.join('/')).digest()
  return Array.from({ length }, (_, i) => alphabet[(digest[i % digest.length] ?? 0) % alphabet.length]).join(
    '',
  )
}

export const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
export const lower = 'abcdefghijklmnopqrstuvwxyz0123456789'
const hex = '0123456789abcdef'

/** Returns the ARN of a regional resource. */
export const arnOf = (service: string, resource: (r: Named) => string) => (r: Named) =>
  `arn:aws:${service}:${r.region}:${r.accountId}:${resource(r)}`
/** Returns the ARN of a resource without a region. */
export const globalArnOf = (service: string, resource: (r: Named) => string) => (r: Named) =>
  `arn:aws:${service}::${r.accountId}:${resource(r)}`

/** Returns a generator of ids in one alphabet. */
export const plain = (length: number, alphabet: string) => (place: Place & { logicalId: string }) =>
  stableId(length, alphabet, place.stackName, place.logicalId)

/** Generates a UUID. */
export const uuid = (place: Place & { logicalId: string }) => {
  const digits = stableId(32, hex, place.stackName, place.logicalId)
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
