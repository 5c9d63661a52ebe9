import * as z from 'zod/mini'
import {
  actors,
  type Cycle,
  type EventType,
  type Instant,
  lawfulBases,
  mailKinds,
  objectionMethods,
  type Particulars,
  rightsMethods,
  type Sequence,
  withdrawalMethods,
  withdrawalReasons,
} from '../domain/events.ts'
import { SupporterId } from '../domain/supporter-id.ts'
import { Locale } from '../settings/locale.ts'

/** Incremented when the shape of ledger items changes. Readers know every version ever written. */
export const ledgerSchema = 1

const time: z.ZodMiniType<Instant, Instant> = z.number()
/** Instants as ISO 8601 in UTC with milliseconds. */
const instant = z.codec(z.iso.datetime({ precision: 3 }), time, {
  decode: (text) => Date.parse(text),
  encode: (at) => new Date(at).toISOString(),
})
/** SHA-256 in base64url. */
const hash = z.string().check(z.regex(/^[\w-]{43}$/))
const count = z.int().check(z.nonnegative())
const sequence: z.ZodMiniType<Sequence, Sequence> = count
const cycle: z.ZodMiniType<Cycle, Cycle> = count
const texts = z.readonly(z.array(z.string()))

export const consent = z.object({
  form: z.string(),
  channel: z.literal('web'),
  lawfulBasis: z.enum(lawfulBases),
  topics: texts,
  wording: z.object({ id: z.string(), version: z.int(), hash: z.string() }),
  notice: z.object({ version: z.int(), hash: z.string() }),
  locale: Locale,
  place: z.exactOptional(z.string()),
})
export const softOptIn = z.object({
  interestEvidence: z.string(),
  optOutOfferedAtCollection: z.literal(true),
})
const pausedUntil = z.exactOptional(instant)
const subtype = z.exactOptional(z.string())

/** The members of every event. Its link in the chain covers all of them. */
export const commonFields = {
  supporterId: SupporterId,
  sequence,
  schema: z.literal(ledgerSchema),
  eventId: z.string(),
  at: instant,
  actor: z.enum(actors),
  mail: z.exactOptional(z.enum(mailKinds)),
  dataRequest: z.exactOptional(z.string()),
  commitment: z.exactOptional(hash),
}

/** The members that link an event to the one before: see `shared/chain/chain.ts`. */
export const ChainLink = z.object({ previous: z.exactOptional(hash), hash })

/** Exactly the members of an event type besides the common ones: none missing, none added. */
type FieldsOf<T extends EventType> = {
  readonly [M in keyof Required<Particulars<T>>]: z.core.$ZodType<Required<Particulars<T>>[M]>
}

/** The members that the ledger holds for each event type, and how each is written and read. */
export const fieldsOf = {
  'sign-up-requested': { cycle, consent },
  'soft-opted-in': { consent, softOptIn },
  'confirmation-resent': { cycle },
  'sign-up-repeated': { consent },
  confirmed: { cycle, consent },
  withdrawn: { method: z.enum(withdrawalMethods) },
  'sign-up-cancelled': { cycle },
  'withdrawal-undone': { undoes: sequence, topics: texts, pausedUntil },
  'withdrawal-explained': { reason: z.enum(withdrawalReasons) },
  'preferences-changed': {
    topics: texts,
    locale: Locale,
    pausedUntil,
    consent: z.exactOptional(consent),
  },
  bounced: { about: sequence, cycle: z.exactOptional(cycle), subtype },
  'soft-bounced': { about: sequence, subtype },
  delivered: { about: sequence },
  delayed: { about: sequence },
  complained: { about: sequence, cycle: z.exactOptional(cycle) },
  objected: { method: z.enum(objectionMethods) },
  'my-data-link-requested': {},
  restricted: {},
  'restriction-lifted': {},
  rectified: {},
  exported: { method: z.enum(rightsMethods) },
  'address-change-requested': { cycle },
  'address-change-stopped': { cycle },
  'address-change-offered': {
    cycle,
    from: z.object({ supporterId: SupporterId, sequence }),
    locale: Locale,
  },
  'address-changed-to': { to: SupporterId },
  'address-changed-from': {
    cycle,
    from: z.object({ supporterId: SupporterId, sequence, hash: z.exactOptional(hash) }),
    consent,
    softOptIn: z.exactOptional(softOptIn),
    since: instant,
    locale: Locale,
    pausedUntil,
  },
  lapsed: { cycle },
  expired: {},
  'erasure-begun': { method: z.enum(rightsMethods) },
  erased: { begun: sequence, notified: texts },
} satisfies { readonly [T in EventType]: FieldsOf<T> }

type Shape<T extends EventType> = typeof commonFields & { type: z.ZodMiniLiteral<T> } & (typeof fieldsOf)[T]

/** Encodes and decodes the ledger items of a type. Drops every member not declared above. */
export type LedgerCodec<T extends EventType = EventType> = T extends EventType
  ? Shape<T> extends infer S extends z.core.$ZodShape
    ? z.ZodMiniObject<S, z.core.$strip>
    : never
  : never

const made = new Map<EventType, unknown>()

/** Returns the codec of a type. Each is made on first use: most cold starts need one. */
export function ledgerCodecOf<T extends EventType>(type: T): LedgerCodec<T> {
  const codec = made.get(type) ?? z.object({ ...commonFields, type: z.literal(type), ...fieldsOf[type] })
  made.set(type, codec)
  return codec as LedgerCodec<T>
}

export const isEventType = (name: unknown): name is EventType =>
  typeof name === 'string' && Object.hasOwn(fieldsOf, name)
