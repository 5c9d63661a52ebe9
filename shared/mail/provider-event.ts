import * as z from 'zod/mini'
import { parseSupporterId } from '../domain/supporter-id.ts'
import type { EventKey } from '../store/mail-log.ts'
import { type BounceFault, classifyBounce } from './bounce.ts'
import { mailTags } from './ses.ts'

/** What the mail service says of one recipient of a mail; the address goes no further than the supporter's id. */
export interface FeedbackFinding {
  readonly type: 'bounce' | 'soft-bounce' | 'complaint' | 'delivery' | 'delay'
  readonly address: string
  /** SES's word for it, letters only. */
  readonly subtype?: string
}

export interface ProviderEvent {
  /** Each recipient for itself. */
  readonly findings: readonly FeedbackFinding[]
  /** What went wrong on our side: nothing that it says of a recipient is a fact about a person. */
  readonly faults: readonly BounceFault[]
  /** The mail, by its tags. Mail that others sent from the same domain has none. */
  readonly mail?: EventKey
  /** Nobody else can be meant. */
  readonly toOneOnly: boolean
}

const Recipient = z.object({
  emailAddress: z.string(),
  status: z.nullish(z.string()),
  diagnosticCode: z.nullish(z.string()),
})
const word = z.nullish(z.string())

/** Both shapes: `eventType` of a configuration set, `notificationType` of an identity. Fields that we do not use pass unread. */
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

/** @returns undefined for what says nothing of a delivery, such as that a mail was sent, or is no event of the mail service */
export function parseProviderEvent(detail: unknown): ProviderEvent | undefined {
  const parsed = Event.safeParse(detail)
  if (!parsed.success) return undefined
  const event = parsed.data
  const said = saidOf(event)
  if (!said) return undefined
  const { destination, tags } = event.mail
  const mail = mailOf(tags ?? {})
  return {
    findings: said.filter((one) => 'type' in one),
    faults: said.filter((one) => 'fault' in one),
    ...(mail && { mail }),
    toOneOnly: destination?.length === 1,
  }
}

function saidOf(event: Event): readonly (FeedbackFinding | BounceFault)[] | undefined {
  switch (event.eventType ?? event.notificationType) {
    case 'Bounce':
      return ofBounce(event)
    case 'Complaint':
      return ofComplaint(event)
    case 'Delivery':
      return event.delivery?.recipients.map((address) => ({ type: 'delivery', address }))
    case 'DeliveryDelay':
      return event.deliveryDelay?.delayedRecipients.map(({ emailAddress }) => ({
        type: 'delay',
        address: emailAddress,
      }))
    case 'Reject':
      return [{ fault: 'content', status: 'rejected' }]
    default:
      return undefined
  }
}

function ofBounce({ bounce, mail }: Event) {
  return bounce?.bouncedRecipients.map((recipient): FeedbackFinding | BounceFault => {
    const { bounceType, bounceSubType } = bounce
    const means = classifyBounce({ ...recipient, bounceType, bounceSubType })
    if (typeof means !== 'string') return means
    if (isInternal(mail.tags ?? {})) return { fault: 'own-mailbox', status: 'bounced' }
    const subtype = wordOf(bounceSubType)
    return { type: means, address: recipient.emailAddress, ...(subtype && { subtype }) }
  })
}

function ofComplaint({ complaint }: Event) {
  // On the account's list, which our configuration set goes past: it says nothing new about anybody.
  if (complaint?.complaintSubType === 'OnAccountSuppressionList')
    return [{ fault: 'configuration', status: complaint.complaintSubType } as const]
  if (complaint?.complaintFeedbackType === 'not-spam') return []
  return complaint?.complainedRecipients.map(({ emailAddress }): FeedbackFinding => {
    const subtype = wordOf(complaint.complaintFeedbackType)
    return { type: 'complaint', address: emailAddress, ...(subtype && { subtype }) }
  })
}

function mailOf(tags: Record<string, string[]>): EventKey | undefined {
  const supporterId = parseSupporterId(tags[mailTags.supporter]?.[0])
  const [sequence = ''] = tags[mailTags.sequence] ?? []
  if (supporterId === undefined || !/^\d{1,9}$/.test(sequence)) return undefined
  return { supporterId, sequence: Number(sequence) }
}

/** A mail of ours to the organisation itself, such as a seal: what it is tagged with is no supporter. */
function isInternal(tags: Record<string, string[]>): boolean {
  return mailTags.supporter in tags && mailOf(tags) === undefined
}

/** What goes into the ledger is a word of SES's, never a text that somebody's mail server made up. */
function wordOf(text: string | null | undefined): string | undefined {
  return text && /^[A-Za-z-]{1,40}$/.test(text) ? text : undefined
}
