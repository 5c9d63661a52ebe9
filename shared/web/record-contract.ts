import * as z from 'zod/mini'
import { Locale } from '../settings/locale.ts'
import { ledgerShape } from '../store/ledger-shape.ts'
import { formFields, heldDetails } from './form-fields.ts'

/** The schemas of the data held on a person, for officers, receipts and copies. Sign-ups do not bundle them. */

export const LookUp = z.object({ email: formFields.email.schema })

/** A whole event of the ledger. Its hash covers all its members, which depend on its type. */
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
  ...heldDetails,
  locale: z.optional(Locale),
  /** The topics that the supporter is subscribed to. */
  topics: z.array(z.string()),
  /** The pending sign-up. */
  request: z.optional(
    z.object({ form: z.string(), topics: z.readonly(z.array(z.string())), ...heldDetails }),
  ),
  evidence: z.array(Evidence),
  /** The mails that events owed, with the time each was sent or given up. */
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
export const ConsentReceipt = z.object({
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
          thirdPartyName: z.optional(z.string()),
        }),
      ),
    }),
  ),
  sensitive: z.boolean(),
  spiCat: z.array(z.string()),
})

/** JSON-LD, in the terms of public vocabularies. */
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

/**
 * A receipt, as `shared/proof/verify/verify.ts` describes it. Events keep all their members, since their hashes cover
 * them.
 */
export const ReceiptFile = z.object({
  format: z.literal('supporter-engagement/receipt/1'),
  issued: z.iso.datetime(),
  consentReceipt: z.optional(ConsentReceipt),
  record: z.optional(ConsentRecord),
  wordings: z.readonly(z.array(z.object({ id: z.string(), ...keptText }))),
  notices: z.readonly(z.array(z.object(keptText))),
  chain: z.readonly(z.array(z.looseObject({ ...LedgerEvent.shape, supporterId: z.string() }))),
  evidence: z.readonly(z.array(Evidence)),
  proofs: z.readonly(z.record(z.string(), InclusionProof)),
})
