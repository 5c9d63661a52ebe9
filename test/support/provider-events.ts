import type { SupporterId } from '../../shared/domain/supporter-id.ts'

/** An SES event as EventBridge delivers it; the defaults are those of a mail to Ann. */
interface EventDetails {
  /** The mail's recipients. */
  readonly to?: readonly string[]
  /**
   * The recipients that the event is about.
   * @default all
   */
  readonly about?: readonly string[]
  readonly tagged?: { readonly supporterId: SupporterId | string; readonly sequence: number }
  /** An identity's notifications name the type in another member, and have no tags. */
  readonly shape?: 'eventType' | 'notificationType'
}

type Kind = 'Bounce' | 'Complaint' | 'Delivery' | 'DeliveryDelay' | 'Reject' | 'Send'

const at = '2026-10-01T09:00:00.000Z'

function event(kind: Kind, { to = ['ann@example.org'], tagged, shape = 'eventType' }: EventDetails) {
  const tags = tagged && { supporter: [tagged.supporterId], sequence: [String(tagged.sequence)] }
  return {
    [shape]: kind,
    mail: {
      timestamp: at,
      source: 'hello@mail.example.org',
      messageId: '0107',
      destination: to,
      headersTruncated: false,
      headers: [{ name: 'To', value: to.join(', ') }],
      ...(shape === 'eventType' && { tags: { 'ses:operation': ['SendRawEmail'], ...tags } }),
    },
  }
}

const recipientsOf = ({ about, to }: EventDetails) => about ?? to ?? ['ann@example.org']

export interface Bounced extends EventDetails {
  readonly type?: string
  readonly subtype?: string
  readonly status?: string
  readonly words?: string
}

export function bounced({
  type = 'Permanent',
  subtype = 'General',
  status,
  words,
  ...details
}: Bounced = {}) {
  const about = recipientsOf(details)
  const recipient = { action: 'failed', ...(status && { status }), ...(words && { diagnosticCode: words }) }
  const bouncedRecipients = about.map((emailAddress) => ({ emailAddress, ...recipient }))
  const bounce = { timestamp: at, bounceType: type, bounceSubType: subtype, bouncedRecipients }
  return { ...event('Bounce', details), bounce }
}

export function complained(
  feedbackType?: string | null,
  details: EventDetails & { subtype?: string | null } = {},
) {
  const about = recipientsOf(details)
  const complaint = {
    timestamp: at,
    complainedRecipients: about.map((emailAddress) => ({ emailAddress })),
    complaintSubType: details.subtype ?? null,
    ...(feedbackType !== undefined && { complaintFeedbackType: feedbackType }),
  }
  return { ...event('Complaint', details), complaint }
}

export function delivered(details: EventDetails = {}) {
  return { ...event('Delivery', details), delivery: { timestamp: at, recipients: recipientsOf(details) } }
}

export function delayed(delayType: string, details: EventDetails = {}) {
  const about = recipientsOf(details)
  const delayedRecipients = about.map((emailAddress) => ({ emailAddress, status: '4.4.1' }))
  return {
    ...event('DeliveryDelay', details),
    deliveryDelay: { timestamp: at, delayType, delayedRecipients },
  }
}

export const rejected = (details: EventDetails = {}) => ({
  ...event('Reject', details),
  reject: { reason: 'Bad content' },
})
export const sent = (details: EventDetails = {}) => ({ ...event('Send', details), send: {} })
