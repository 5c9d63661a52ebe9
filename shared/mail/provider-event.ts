import * as z from 'zod/mini'
import { parseSupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import type { EventKey } from '../store/mail-log.ts'
import { type BounceFault, classifyBounce } from './classify-bounce.ts'
import { mailTags } from './ses.ts'

/** SES's report on one recipient of a mail. The address serves only to compute the supporter's id. */
export interface FeedbackFinding {
  readonly type: 'bounce' | 'soft-bounce' | 'complaint' | 'delivery' | 'delay'
  readonly address: string
  /** SES's subtype, letters and hyphens only. */
  readonly subtype?: string
}

export interface ProviderEvent {
  /** One for each recipient. */
  readonly findings: readonly FeedbackFinding[]
  /** Faults on our side, which say nothing about a recipient. */
  readonly faults: readonly BounceFault[]
  /** The mail, by its tags. Mail that other software sends from the same domain has none. */
  readonly mail?: EventKey
  /** Whether the mail had one recipient, whom every report must then be about. */
  readonly toOneOnly: boolean
}

const Recipient = z.object({
  emailAddress: z.string(),
  status: z.nullish(z.string()),
  diagnosticCode: z.nullish(z.string()),
})
const word = z.nullish(z.string())

/** An event of a configuration set (`eventType`) or of an identity (`notificationType`). Other fields are ignored. */
const Event = z.object({
  eventType: word,
  notificationType: word,
  mail: z.object({
    destination: z.nullish(z.array(z.string())),
    tags: z.nullish(z.record(z.string(), z.array(z.string()))),
  }),
  bounce: z.nullish(
    z.object({ bounceType: z.string(), bounceSubType: word, bouncedRecipients: z.array(Recipient) }),
  ),
  complaint: z.nullish(
    z.object({
      complainedRecipients: z.array(Recipient),
      complaintSubType: word,
      complaintFeedbackType: word,
    }),
  ),
  delivery: z.nullish(z.object({ recipients: z.array(z.string()) })),
  deliveryDelay: z.nullish(z.object({ delayedRecipients: z.array(Recipient), delayType: word })),
})
type Event = z.infer<typeof Event>

/**
 * Parses an event of SES.
 * @returns `irrelevant` if it is not about a delivery (such as `Send`); `unreadable` if it is not what SES documents, so
 * that a bounce or complaint may be lost
 */
export function parseProviderEvent(detail: unknown): ProviderEvent | 'irrelevant' | 'unreadable' {
  const parsed = Event.safeParse(detail)
  if (!parsed.success) return 'unreadable'
  const event = parsed.data
  const reports = reportsOf(event)
  if (typeof reports === 'string') return reports
  const { destination, tags } = event.mail
  const mail = mailOf(tags ?? {})
  return compact({
    findings: reports.filter((report) => 'type' in report),
    faults: reports.filter((report) => 'fault' in report),
    mail,
    toOneOnly: destination?.length === 1,
  })
}

type Reports = readonly (FeedbackFinding | BounceFault)[]

function reportsOf(event: Event): Reports | 'irrelevant' | 'unreadable' {
  switch (event.eventType ?? event.notificationType) {
    case 'Bounce':
      return bounceReports(event) ?? 'unreadable'
    case 'Complaint':
      return complaintReports(event) ?? 'unreadable'
    case 'Delivery':
      return event.delivery?.recipients.map((address) => ({ type: 'delivery', address })) ?? 'unreadable'
    case 'DeliveryDelay':
      return delayReports(event) ?? 'unreadable'
    case 'Reject':
      return [{ fault: 'content', status: 'rejected' }]
    case undefined:
    case null:
      return 'unreadable'
    default:
      return 'irrelevant'
  }
}

function bounceReports({ bounce, mail }: Event) {
  return bounce?.bouncedRecipients.map((recipient): FeedbackFinding | BounceFault => {
    const { bounceType, bounceSubType } = bounce
    const result = classifyBounce({ ...recipient, bounceType, bounceSubType })
    if (typeof result !== 'string') return result
    if (isInternal(mail.tags ?? {})) return { fault: 'own-mailbox', status: 'bounced' }
    const subtype = wordOf(bounceSubType)
    return { type: result, address: recipient.emailAddress, ...(subtype && { subtype }) }
  })
}

function delayReports({ deliveryDelay }: Event) {
  return deliveryDelay?.delayedRecipients.map(
    ({ emailAddress }): FeedbackFinding => ({ type: 'delay', address: emailAddress }),
  )
}

/** Suppresses only whom SES reports to have pressed "spam" (RFC 5965), or the type says nothing of what they did. */
function complaintReports({ complaint }: Event): Reports | undefined {
  // Our configuration set bypasses the account's list, so an entry on it says nothing new about the person.
  if (complaint?.complaintSubType === 'OnAccountSuppressionList')
    return [{ fault: 'configuration', status: complaint.complaintSubType } as const]
  const type = complaint?.complaintFeedbackType ?? undefined
  switch (type) {
    case 'not-spam':
      return []
    // RFC 6591: a receiver's report that our mail failed its checks.
    case 'auth-failure':
      return [{ fault: 'sender', status: type }]
    case 'virus':
      return [{ fault: 'content', status: type }]
    case 'abuse':
    case 'fraud':
    case 'other':
    case undefined:
      return complaint?.complainedRecipients.map(
        ({ emailAddress }): FeedbackFinding =>
          compact({ type: 'complaint', address: emailAddress, subtype: type }),
      )
    default:
      return undefined
  }
}

function mailOf(tags: Record<string, string[]>): EventKey | undefined {
  const supporterId = parseSupporterId(tags[mailTags.supporter]?.[0])
  const [sequence = ''] = tags[mailTags.sequence] ?? []
  if (supporterId === undefined || !/^\d{1,9}$/.test(sequence)) return undefined
  return { supporterId, sequence: Number(sequence) }
}

/** Checks whether the mail went to the organisation itself, such as a seal, whose tags name no supporter. */
function isInternal(tags: Record<string, string[]>): boolean {
  return mailTags.supporter in tags && mailOf(tags) === undefined
}

/** Returns a term of SES's, and never text from a mail server, which must not enter the ledger. */
function wordOf(text: string | null | undefined): string | undefined {
  return text && /^[A-Za-z-]{1,40}$/.test(text) ? text : undefined
}
