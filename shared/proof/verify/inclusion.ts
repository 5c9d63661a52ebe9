import { leafHash, nodeHash } from '../../chain/hashing.ts'
import { type Fault, isCount, isHash, isObject, type Json, without } from './finding.ts'
import { hashIfAny, type ReadEvent } from './read-event.ts'

export interface SealVerdict {
  readonly number: number
  readonly to: string
  readonly hash: string
  readonly root: string
  /** The events in the seal, by sequence. */
  readonly events: readonly number[]
  /** `chained`: its hash is in a later seal that was mailed. */
  readonly mailed: 'yes' | 'chained' | 'not compared'
}

export interface InclusionVerdict {
  /** The seals whose hash and proofs are correct. */
  readonly seals: readonly SealVerdict[]
  readonly faults: readonly Fault[]
}

/**
 * Checks each event's proof (RFC 9162, section 2.1.3.2) and its seal.
 * @param mails texts of seal mails, or hashes of seals
 */
export function verifyProofs(
  events: readonly ReadEvent[],
  proofs: Json,
  mails: readonly string[],
): InclusionVerdict {
  const faults: Fault[] = []
  const held = new Map<number, { seal: Json; events: number[] }>()
  for (const [key, value] of Object.entries(proofs)) {
    const found = events.find(({ event }) => String(event) === key)
    const proof = isObject(value) ? value : {}
    const seal = isObject(proof.seal) ? proof.seal : {}
    const isProven = ({ item }: ReadEvent) => provesInclusion(proof, seal, item.hash)
    // A proof filed under another event is matched to the event that it proves.
    const home = found && isProven(found) ? found : (events.find(isProven) ?? found)
    const fault = (part: 'proof' | 'seal', what: string) =>
      faults.push({ part, what, ...(home && { event: home.event }) })
    if (!isSeal(seal)) fault('seal', `the seal in the proof of event ${key} was changed`)
    else if (!found) fault('proof', `there is a proof for event ${key}, but no such event`)
    else if (home && home !== found) {
      fault('proof', `the proof of event ${home.event} is filed under event ${key}`)
      faults.push({ part: 'proof', what: `event ${key} has the proof of another event`, event: found.event })
    } else if (!isProven(found))
      fault('proof', `the proof of event ${key} does not lead to the root of seal ${seal.number}`)
    else {
      const number = Number(seal.number)
      const first = held.get(number)
      if (first && first.seal.hash !== seal.hash)
        fault('seal', `event ${key} is in a different seal ${number} from earlier events`)
      held.set(number, { seal: first?.seal ?? seal, events: [...(first?.events ?? []), Number(key)] })
    }
  }
  const seals = [...held.values()].map(({ seal, events }) => verdict(seal, events))
  return { seals: compared(seals, held, mails), faults: [...faults, ...contradicted(seals, mails)] }
}

/** Checks that a seal's hash is that of its content. */
function isSeal(seal: Json): boolean {
  return (
    isCount(seal.number) &&
    isCount(seal.count) &&
    isHash(seal.root) &&
    hashIfAny(without(seal, 'hash')) === seal.hash
  )
}

function provesInclusion({ index, path, ...more }: Json, { count, root }: Json, hash: unknown): boolean {
  if (!isHash(hash) || !isCount(index) || !isCount(count) || index >= count) return false
  if (!Array.isArray(path) || !path.every(isHash) || Object.keys(more).join() !== 'seal') return false
  const siblings = path.map((sibling) => Buffer.from(sibling, 'base64url'))
  return rootFrom(leafHash(hash), index, count, siblings)?.toString('base64url') === root
}

/**
 * Computes the root from a leaf: at each level the sibling is on the left of a right child, or of a last node without
 * a sibling.
 */
function rootFrom(leaf: Buffer, index: number, count: number, path: readonly Buffer[]): Buffer | undefined {
  let [node, at, last] = [leaf, index, count - 1]
  for (const sibling of path) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node)
      for (; at % 2 === 0 && at !== 0; at /= 2) last = Math.floor(last / 2)
    } else {
      node = nodeHash(node, sibling)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? node : undefined
}

function verdict(seal: Json, events: readonly number[]): SealVerdict {
  const { number, to, hash, root } = seal
  return {
    number: Number(number),
    to: String(to),
    hash: String(hash),
    root: String(root),
    events,
    mailed: 'not compared',
  }
}

/** Compares the seals with mails. A mail vouches for the seals that it names, and a seal for the one before. */
function compared(
  seals: readonly SealVerdict[],
  held: ReadonlyMap<number, { seal: Json }>,
  mails: readonly string[],
): SealVerdict[] {
  const sure = new Map<number, SealVerdict['mailed']>()
  for (const { number, hash } of seals.toSorted((a, b) => b.number - a.number)) {
    const after = sure.has(number + 1) ? held.get(number + 1)?.seal.previous : undefined
    if (mails.some((mail) => mail.includes(hash))) sure.set(number, 'yes')
    else if (after === hash) sure.set(number, 'chained')
  }
  return seals.map((seal) => ({ ...seal, mailed: sure.get(seal.number) ?? 'not compared' }))
}

/** Finds mails that contradict a seal of the same number, and mails about no seal in the file. */
function contradicted(seals: readonly SealVerdict[], mails: readonly string[]): Fault[] {
  return mails.flatMap((mail): Fault[] => {
    const mailed = new Map(
      [...mail.matchAll(/^\s*Seal (\d+) ([\w-]{43}) /gm)].map(([, number, hash]) => [Number(number), hash]),
    )
    const different = seals.filter(({ number, hash }) => (mailed.get(number) ?? hash) !== hash)
    if (different.length > 0) {
      return different.flatMap(({ number, events }) =>
        events.map((event) => ({
          part: 'seal',
          event,
          what: `seal ${number}, which covers event ${event}, is not the seal ${number} that was mailed`,
        })),
      )
    }
    if (seals.some(({ hash }) => mail.includes(hash))) return []
    const present = seals.map(({ number, to }) => `${number} (${to})`).join(', ') || 'none'
    return [{ part: 'seal', what: `the mail names no seal in this file, which has: ${present}` }]
  })
}
