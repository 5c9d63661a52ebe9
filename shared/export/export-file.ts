import * as z from 'zod/mini'
import { RequestDetails } from '../office/contract.ts'
import { Locale } from '../settings/locale.ts'
import { heldDetails } from '../web/form-fields.ts'
import { ReceiptFile } from '../web/record-contract.ts'

const { chain, evidence, wordings, notices, proofs } = ReceiptFile.shape
const texts = z.array(z.string())

/**
 * The schema of `data.json` in a copy: all data held on one person, structured and machine-readable (UK GDPR Art
 * 15(3), 20(1)). It is published. `npm run verify` checks `chain` and the members after it.
 */
export const ExportFile = z.object({
  /** The URL of this schema. */
  $schema: z.string(),
  format: z.literal('supporter-engagement/export/1'),
  issued: z.iso.datetime(),
  locale: Locale,
  controller: z.object({
    name: z.string(),
    legalName: z.string(),
    address: z.string(),
    registration: z.string(),
    country: z.string(),
    phone: z.string(),
    email: z.string(),
    websiteUrl: z.string(),
    privacyPolicyUrl: z.string(),
  }),
  /** The information of Art 15(1)(a) to (h) and 15(2), in words. */
  information: z.object({
    purposes: texts,
    lawfulBases: texts,
    categories: texts,
    recipients: texts,
    transfers: z.string(),
    retention: texts,
    source: z.string(),
    automatedDecisions: z.string(),
    rights: texts,
    authority: z.object({ name: z.string(), websiteUrl: z.string(), phone: z.optional(z.string()) }),
  }),
  subject: z.object({
    supporterId: z.optional(z.string()),
    status: z.enum(['unknown', 'pending', 'subscribed', 'unsubscribed', 'suppressed']),
    reason: z.optional(z.string()),
    since: z.optional(z.iso.datetime()),
    email: z.optional(z.string()),
    ...heldDetails,
    locale: z.optional(z.string()),
    topics: texts,
    lawfulBasis: z.optional(z.string()),
    pausedUntil: z.optional(z.iso.datetime()),
    restrictedSince: z.optional(z.iso.datetime()),
    request: z.optional(z.object({ at: z.iso.datetime(), form: z.string(), topics: texts, ...heldDetails })),
  }),
  /** The mails that events owed, with the time each was sent or given up. */
  mails: z.array(
    z.object({ sequence: z.int(), outcome: z.optional(z.string()), at: z.optional(z.iso.datetime()) }),
  ),
  /** The person's data requests, with the officers' notes. */
  requests: z.array(RequestDetails),
  chain,
  evidence,
  wordings,
  notices,
  proofs,
})
export type ExportFile = z.infer<typeof ExportFile>

/** Returns the published schema as JSON Schema 2020-12. */
export function exportSchema(url: string): object {
  const schema = z.toJSONSchema(ExportFile, { target: 'draft-2020-12' })
  return { ...schema, $id: url, title: 'A copy of the data held on one person' }
}
