import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'
import { commitmentTo, type Link, linked } from '../chain/chain.ts'
import type { Consent, Cycle, EventType, RecordedEvent, SupporterEvent } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { ChainLink, isEventType, type LedgerCodec, ledgerCodecOf, ledgerSchema } from './ledger-codec.ts'

/**
 * An event as the ledger holds it: no personal data in the clear, at most 1 KB, never changed. Times are ISO 8601 in
 * UTC. The type determines its members; see `ledger-codec.ts`.
 */
export type LedgerItem<T extends EventType = EventType> = T extends EventType
  ? Readonly<z.input<LedgerCodec<T>>> & Link
  : never

/** An item with the consent that was requested, given or carried over. */
export type ConsentItem = Extract<LedgerItem, { readonly consent?: Consent }> & { readonly consent: Consent }

/** Thrown for an item in a shape that no known version writes. Its message names members, never values. */
export class LedgerItemRefused extends Error {
  override readonly name = 'LedgerItemRefused'
}

/**
 * Encodes an event as a ledger item, linked to the one before.
 * @param previous the hash of the supporter's previous event
 */
export function toLedgerItem(
  supporterId: SupporterId,
  event: SupporterEvent,
  previous: string | undefined,
): LedgerItem {
  const { id: eventId, evidence, ...members } = event
  const item = z.encode(ledgerCodecOf(event.type), {
    ...members,
    supporterId,
    schema: ledgerSchema,
    eventId,
    ...(evidence && { commitment: commitmentTo(evidence) }),
  })
  return linked(item, previous)
}

/**
 * Parses an item of the ledger.
 * @throws LedgerItemRefused for an unknown schema or type, and for members that are missing, malformed or undeclared
 */
export function parseLedgerItem(item: unknown): LedgerItem {
  const codec = ledgerCodecOf(read(Kind, item).type)
  const written = { ...z.encode(codec, read(codec, item)), ...read(ChainLink, item) }
  if (!isDeepStrictEqual(written, item)) throw new LedgerItemRefused('a ledger item has undeclared members')
  return written
}

/**
 * Parses the members of a supporter's last event that the next one needs.
 * @throws LedgerItemRefused
 */
export function parseChainEnd(item: unknown): z.infer<typeof ChainEnd> {
  return read(ChainEnd, item)
}

/** Returns the event of an item. */
export function recordedEvent(item: LedgerItem): RecordedEvent {
  const event = z.decode(ledgerCodecOf(item.type), item)
  const { supporterId: _, schema: __, eventId: id, commitment: ___, ...members } = event
  return { ...members, id }
}

/** Returns the consent that an event requested, gave or carried over, if its type has one. */
export function consentIn(item: LedgerItem): Consent | undefined {
  return 'consent' in item ? item.consent : undefined
}

/** Returns the cycle of an event, if its type has one. */
export function cycleIn(item: LedgerItem): Cycle | undefined {
  return 'cycle' in item ? item.cycle : undefined
}

const ChainEnd = z.object({ schema: z.literal(ledgerSchema), sequence: z.int(), hash: z.string() })

const Kind = z.object({ schema: z.literal(ledgerSchema), type: z.custom<EventType>(isEventType) })

function read<S extends z.core.$ZodType>(schema: S, item: unknown): z.output<S> {
  const { success, data, error } = z.safeParse(schema, item)
  if (success) return data
  const places = error.issues.map(({ path }) => path.join('.') || 'the top')
  throw new LedgerItemRefused(`a ledger item cannot be read at ${places.join(', ')}`)
}
