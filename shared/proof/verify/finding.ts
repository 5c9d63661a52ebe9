/**
 * A fault: the part of the file, the event, and a description. Data missing by right, such as erased evidence, is not
 * a fault.
 */
export interface Fault {
  readonly part: 'file' | 'chain' | 'evidence' | 'wording' | 'proof' | 'seal' | 'statement'
  /** The sequence of the event, if known. */
  readonly event?: number
  readonly what: string
}

export type Json = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** Checks for 32 bytes in the one valid base64url spelling: the two spare bits of the last character must be 0. */
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(value)

/** Returns the object without some of its members. */
export function without(object: Json, ...members: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !members.includes(name)))
}
