import * as z from 'zod/mini'
import { Locale } from '../settings/locale.ts'
import { ledgerShape } from '../store/ledger-shape.ts'

/** The public contract's shapes: what parses requests, shapes answers and describes both in `/openapi.json`. */

const ticked = z.union([z.literal(true), z.enum(['true', 'on', 'yes', '1'])])

/**
 * No line breaks and no tricks with the direction of writing, but the joiners that Persian and others need. No
 * address of any kind: the name is read back to people in a mail.
 */
export const personalName = /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069/:@<>]*$/u

/** The fields of a sign-up. Unknown fields are ignored: forms have buttons and their websites' own fields. */
export const SignUp = z.object({
  form: z.string().check(z.minLength(1), z.maxLength(30)),
  email: z.string().check(z.minLength(1), z.maxLength(320)),
  /** Asked for by every form but those of the soft opt-in. */
  consent: z.optional(ticked),
  /** The box of a soft opt-in's form that says no. */
  refuse: z.optional(z.union([z.boolean(), z.string()])),
  name: z.optional(z.string().check(z.maxLength(100), z.regex(personalName))),
  topics: z.optional(z.array(z.string().check(z.maxLength(30))).check(z.maxLength(50))),
  locale: z.optional(z.string()),
  /** The URL of the page that the form stands on. */
  page: z.optional(z.string()),
  /** The version of the wording that the form shows; the newest if left out. */
  wording: z.optional(z.string()),
  /** A trap for robots: people leave it empty. */
  website: z.optional(z.string()),
})
export type SignUp = z.infer<typeof SignUp>

/** All that a website's script needs to draw a form: every word of it, in one language. */
export const FormDescription = z.object({
  form: z.string(),
  locale: Locale,
  direction: z.enum(['ltr', 'rtl']),
  title: z.string(),
  introduction: z.string(),
  /** Empty where there is nothing to choose: then send none. */
  topics: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  /** The name of the one box, never ticked beforehand: to agree, or, on a form of the soft opt-in, to refuse. */
  box: z.enum(['consent', 'refuse']),
  /** What stands beside the box. Send the version back as `wording`. */
  wording: z.object({ version: z.int(), text: z.string() }),
  privacyNotice: z.string(),
  privacyPolicyUrl: z.string(),
  labels: z.object({
    email: z.string(),
    name: z.string(),
    optional: z.string(),
    topics: z.string(),
    submit: z.string(),
    sending: z.string(),
    privacyPolicy: z.string(),
    honeypot: z.string(),
    mend: z.string(),
  }),
  /** What to say when it was accepted: one paragraph after the other. */
  thanks: z.object({ title: z.string(), text: z.array(z.string()) }),
  /** What to say when no answer comes. */
  unavailable: z.object({ title: z.string(), text: z.string() }),
})
export type FormDescription = z.infer<typeof FormDescription>

export const Accepted = z.object({ status: z.literal('accepted') })
export const ConfirmedStatus = z.object({ status: z.literal('confirmed') })
export const ResentStatus = z.object({ status: z.literal('resent') })
export const WaitingStatus = z.object({ status: z.literal('waiting'), topics: z.array(z.string()) })
export const UnsubscribedStatus = z.object({ status: z.literal('unsubscribed') })
export const SubscriptionStatus = z.object({ status: z.enum(['pending', 'subscribed', 'unsubscribed']) })

/** A subscriber's whole choice, as it is saved: what is not named is taken away. */
export const Preferences = z.object({
  topics: z.array(z.string().check(z.maxLength(30))).check(z.maxLength(50)),
  name: SignUp.shape.name,
  locale: z.optional(z.string()),
  /** `none`, `P1M` or `P3M` (ISO 8601 durations), or a day, three months ahead at most. */
  pause: z.optional(z.string().check(z.maxLength(10))),
  /** The language and the version of the wording above the button; those of today if left out. */
  shown: z.optional(z.string()),
  wording: z.optional(z.string()),
})

/** Who wants the links to their data. */
export const MyDataLinkForm = z.object({
  email: z.string().check(z.minLength(1), z.maxLength(320)),
  locale: z.optional(z.string()),
  /** A trap for robots: people leave it empty. */
  website: z.optional(z.string()),
})

/** What a press on the page of one's data has done. */
export const MyDataStatus = z.object({ status: z.enum(['recorded', 'erased', 'accepted']) })

export const PreferencesStatus = z.object({
  status: z.enum(['pending', 'subscribed', 'unsubscribed']),
  topics: z.optional(z.array(z.string())),
  since: z.optional(z.iso.datetime()),
  name: z.optional(z.string()),
  locale: z.optional(Locale),
  pausedUntil: z.optional(z.iso.datetime()),
})

export const Health = z.object({ status: z.literal('ok') })

/** RFC 9457, with `errors` for 422. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), detail: z.string() }))),
})

export const LookUp = z.object({ email: z.string().check(z.minLength(1), z.maxLength(320)) })

/** An event of the ledger, whole: its hash is over all its members. Which it has beside these, its type says. */
export const LedgerEvent = z.looseObject(ledgerShape())

const Evidence = z.object({
  sequence: z.int(),
  salt: z.string(),
  ip: z.optional(z.string()),
  userAgent: z.optional(z.string()),
  page: z.optional(z.string()),
  fields: z.optional(z.record(z.string(), z.union([z.string(), z.readonly(z.array(z.string()))]))),
})

/** Everything held on one address. */
export const LookUpResult = z.object({
  supporterId: z.string(),
  status: z.enum(['unknown', 'pending', 'subscribed', 'unsubscribed', 'suppressed']),
  email: z.optional(z.string()),
  name: z.optional(z.string()),
  locale: z.optional(Locale),
  /** What they get. */
  topics: z.array(z.string()),
  /** What they asked for and have not confirmed. */
  request: z.optional(
    z.object({ form: z.string(), topics: z.readonly(z.array(z.string())), name: z.optional(z.string()) }),
  ),
  evidence: z.array(Evidence),
  /** The mails that events owed: when each was sent or given up. */
  mails: z.array(
    z.object({
      sequence: z.int(),
      outcome: z.optional(z.enum(['sent', 'given-up'])),
      at: z.optional(z.iso.datetime()),
    }),
  ),
  events: z.array(LedgerEvent),
})

/** Kantara Consent Receipt 1.1, section 4: the fields that we fill in. */
const ConsentReceipt = z.object({
  version: z.literal('KI-CR-v1.1.0'),
  jurisdiction: z.string(),
  /** Seconds since 1970 UTC. */
  consentTimestamp: z.int(),
  collectionMethod: z.string(),
  consentReceiptID: z.string(),
  language: z.string(),
  piiPrincipalId: z.string(),
  piiControllers: z.array(
    z.object({
      piiController: z.string(),
      contact: z.string(),
      address: z.object({ streetAddress: z.string(), addressCountry: z.string() }),
      email: z.string(),
      phone: z.string(),
      piiControllerUrl: z.string(),
    }),
  ),
  policyUrl: z.string(),
  services: z.array(
    z.object({
      service: z.string(),
      purposes: z.array(
        z.object({
          purpose: z.string(),
          purposeCategory: z.array(z.string()),
          consentType: z.string(),
          piiCategory: z.array(z.string()),
          primaryPurpose: z.boolean(),
          termination: z.string(),
          thirdPartyDisclosure: z.boolean(),
        }),
      ),
    }),
  ),
  sensitive: z.boolean(),
  spiCat: z.array(z.string()),
})

/** JSON-LD, by names of other people's vocabularies. */
export const ConsentRecord = z.looseObject({
  '@context': z.unknown(),
  '@id': z.string(),
  '@type': z.string(),
})

const keptText = { version: z.int(), locale: z.string(), text: z.string(), hash: z.string() }

const InclusionProof = z.object({
  seal: z.object({
    number: z.int(),
    from: z.optional(z.string()),
    to: z.string(),
    count: z.int(),
    root: z.string(),
    previous: z.optional(z.string()),
    hash: z.string(),
  }),
  index: z.int(),
  path: z.readonly(z.array(z.string())),
})

/** A receipt, as `shared/proof/verify/verify.ts` describes it. Events leave whole: their hash is over all that they say. */
export const ReceiptFile = z.object({
  format: z.literal('supporter-engagement/receipt/1'),
  issued: z.iso.datetime(),
  consentReceipt: z.optional(ConsentReceipt),
  record: z.optional(ConsentRecord),
  wordings: z.readonly(z.array(z.object({ id: z.string(), ...keptText }))),
  notices: z.readonly(z.array(z.object(keptText))),
  chain: z.readonly(z.array(LedgerEvent)),
  evidence: z.readonly(z.array(Evidence)),
  proofs: z.readonly(z.record(z.string(), InclusionProof)),
})
