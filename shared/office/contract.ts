import * as z from 'zod/mini'
import { type ProfileField, profileFields } from '../domain/profile.ts'
import {
  channels,
  closedStates,
  grounds,
  openStates,
  requestActions,
  requestTypes,
} from '../domain/requests/transitions.ts'
import { Locale } from '../settings/locale.ts'
import { formFields, personalLine } from '../web/form-fields.ts'
import { LookUpResult } from '../web/record-contract.ts'

/** The schemas of the officers' API, apart from the public ones: no public function bundles them. */

export const noteLength = 4000
const freeText = z.string().check(z.trim(), z.minLength(1), z.maxLength(noteLength))
const shortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const email = z.string().check(z.minLength(1), z.maxLength(320))
const day = z.iso.date()

const correction = (field: ProfileField) =>
  z.optional(
    z.nullable(
      z
        .string()
        .check(z.trim(), z.minLength(1), z.maxLength(formFields[field].maxLength), z.regex(personalLine)),
    ),
  )
const corrections = Object.fromEntries(profileFields.map((field) => [field, correction(field)])) as Record<
  ProfileField,
  ReturnType<typeof correction>
>

/** The person is named by an address, a name or both, and need not be on record. */
export const NewRequest = z.object({
  type: z.enum(requestTypes),
  channel: z.enum(channels),
  /** Today, if omitted. */
  receivedOn: z.optional(day),
  email: z.optional(email),
  name: z.optional(shortText),
  locale: z.optional(Locale),
  onBehalf: z.optional(z.object({ name: shortText, authority: shortText })),
  note: z.optional(freeText),
})

export const NewAction = z.object({
  action: z.enum(requestActions),
  /** The day it happened; today, if omitted. */
  on: z.optional(day),
  note: z.optional(freeText),
  /** The version that was read: if the data request has changed since, nothing is done (409). */
  version: z.optional(z.int()),
  months: z.optional(z.union([z.literal(1), z.literal(2)])),
  ground: z.optional(z.enum(grounds)),
  exemption: z.optional(shortText),
  /** For fulfilling a rectification: the corrected details, or null to remove one. */
  ...corrections,
  /**
   * For fulfilling access or portability: the copy was handed over. If omitted, a link is mailed to the address on
   * record.
   */
  delivery: z.optional(z.literal('by-hand')),
})

const requestSummary = {
  id: z.string(),
  version: z.int(),
  type: z.string(),
  state: z.string(),
  channel: z.string(),
  receivedOn: day,
  /**
   * Omitted for a closed request and an acknowledged complaint. With a stopped clock: as if it ran again from today.
   */
  dueOn: z.optional(day),
  stoppedFor: z.optional(z.enum(['identity', 'fee', 'clarification'])),
  overdue: z.boolean(),
  closedOn: z.optional(day),
}

export const RequestSummary = z.object(requestSummary)

/** Selects the data requests of a list: those of one state, or all open ones. */
export const requestFilters = ['open', ...openStates, ...closedStates] as const

export const RequestListing = z.object({
  requests: z.array(RequestSummary),
  /** The `from` of the next page. */
  next: z.optional(z.string()),
})

const RequestHistory = z.object({
  sequence: z.int(),
  type: z.string(),
  at: z.iso.datetime(),
  on: day,
  by: z.string(),
  note: z.optional(z.string()),
  months: z.optional(z.int()),
  ground: z.optional(z.string()),
  exemption: z.optional(z.string()),
  result: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
})

export const RequestDetails = z.object({
  ...requestSummary,
  supporterId: z.optional(z.string()),
  email: z.optional(z.string()),
  name: z.optional(z.string()),
  locale: z.optional(Locale),
  onBehalf: z.optional(z.object({ name: z.string(), authority: z.string() })),
  /** The actions that the state allows. */
  actions: z.array(z.string()),
  history: z.array(RequestHistory),
})

const certified = z.object({
  sequence: z.int(),
  at: z.iso.datetime(),
  eventId: z.string(),
  hash: z.string(),
  /** Omitted until the day is sealed. */
  seal: z.optional(z.object({ number: z.int(), to: z.iso.datetime(), hash: z.string() })),
})

/** The certificate of an erasure: its events and their hashes, without personal data. */
export const ErasureCertificate = z.object({
  format: z.literal('supporter-engagement/erasure-certificate/1'),
  issued: z.iso.datetime(),
  organisation: z.string(),
  request: z.string(),
  supporterId: z.string(),
  /** Whether the record verifies, as in a look-up. */
  intact: z.boolean(),
  begun: certified,
  /** Omitted while the erasure is under way. */
  finished: z.optional(certified),
  /** The recipients that were notified to erase it too (UK GDPR Art 19). */
  notified: z.readonly(z.array(z.string())),
  /** Backups may hold the erased data until then. */
  inBackupsUntil: day,
  kept: z.readonly(z.array(z.enum(['keyed-hash', 'pseudonymous-ledger']))),
})

/** A supporter's standing. */
export const SupporterStanding = z.object({
  /** Whether they may be mailed now; `whyNot` gives the reason against. */
  mayBeMailed: z.boolean(),
  whyNot: z.optional(z.string()),
  since: z.optional(z.iso.datetime()),
  lawfulBasis: z.optional(z.string()),
  pausedUntil: z.optional(z.iso.datetime()),
  restrictedSince: z.optional(z.iso.datetime()),
})

/** Everything held on an address, in fields and in words, with the verification of its proof. */
export const OfficersLookUp = z.object({
  ...LookUpResult.shape,
  ...SupporterStanding.shape,
  timeline: z.array(z.object({ sequence: z.int(), at: z.iso.datetime(), text: z.string() })),
  verification: z.object({
    /** No event or remaining evidence was changed, no event is missing, and each was sealed in time. */
    intact: z.boolean(),
    events: z.array(
      z.object({
        sequence: z.int(),
        state: z.string(),
        /**
         * Whether a seal holds its hash (compare the seal's own hash with the seal's mail). `missing`: none does,
         * although its time has passed. `broken`: the seal was changed. Omitted for an event that is missing itself.
         */
        sealed: z.optional(z.enum(['proven', 'not yet', 'missing', 'broken'])),
        /** The seal's number. */
        seal: z.optional(z.int()),
      }),
    ),
    faults: z.array(z.string()),
  }),
  requests: z.array(RequestSummary),
})

export const AuditDay = z.object({
  /** In UTC. */
  day,
  acts: z.array(
    z.object({
      eventId: z.string(),
      at: z.iso.datetime(),
      officer: z.string(),
      action: z.string(),
      outcome: z.string(),
      subject: z.optional(z.string()),
      /** Where one call was about many people. */
      subjects: z.optional(z.readonly(z.array(z.string()))),
      request: z.optional(z.string()),
      reason: z.optional(z.string()),
      hash: z.string(),
      intact: z.boolean(),
    }),
  ),
  next: z.optional(z.string()),
})

/** The limits of a suppression list, so that its import ends well within the 30 seconds that API Gateway waits. */
export const suppressionLimits = { rows: 500, bytes: 128 * 1024 }

/** The result of each row of a list, without its address. */
export const SuppressionReport = z.object({
  added: z.int(),
  known: z.int(),
  notAnAddress: z.int(),
  rows: z.array(z.object({ row: z.int(), result: z.enum(['added', 'known', 'not-an-address']) })),
})

export const maxPeople = 100

/** Names each person by address or by keyed hash. */
export const MayMail = z.object({
  people: z
    .array(
      z
        .object({ email: z.optional(z.string()), supporterId: z.optional(z.string()) })
        .check(z.refine(({ email, supporterId }) => (email === undefined) !== (supporterId === undefined))),
    )
    .check(z.minLength(1), z.maxLength(maxPeople)),
})

/** The answers, in the order of the question. */
export const MayMailAnswers = z.object({
  answers: z.array(
    z.object({ supporterId: z.optional(z.string()), may: z.boolean(), why: z.optional(z.string()) }),
  ),
})

const MailedPerson = z.object({
  supporterId: z.string(),
  /** The address in the form for a mail server. */
  email: z.string(),
  name: z.optional(z.string()),
  locale: z.optional(Locale),
  topics: z.array(z.string()),
  /** For the mail and its `List-Unsubscribe` header; never expires. */
  unsubscribeUrl: z.string(),
})
export type MailedPerson = z.infer<typeof MailedPerson>

/** A page, which can be empty before the last. */
export const MailingList = z.object({ people: z.array(MailedPerson), next: z.optional(z.string()) })

const counts = z.record(z.string(), z.int())

export const Statistics = z.object({
  countedAt: z.iso.datetime(),
  supporters: z.object({
    mailable: z.int(),
    byStatus: counts,
    byTopic: counts,
    byLocale: counts,
    byLawfulBasis: counts,
    byWhyNot: counts,
  }),
  requests: z.object({ open: z.int(), overdue: z.int(), byType: counts, byState: counts }),
})
