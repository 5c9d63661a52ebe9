import * as z from 'zod/mini'

const recipient = z.object({ emailAddress: z.string() })

/** SES's events, in both of their shapes; fields that we do not use are let through unread. */
const Bounce = z.object({
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: z.array(recipient) }),
})
const Complaint = z.object({
  complaint: z.object({
    complaintFeedbackType: z.nullish(z.string()),
    complainedRecipients: z.array(recipient),
  }),
})

export interface Feedback {
  readonly type: 'bounce' | 'complaint'
  readonly recipients: readonly string[]
}

/** @returns undefined for what says nothing lasting about a person: a transient bounce, a "not spam" report */
export function parseFeedback(detail: unknown): Feedback | undefined {
  const bounce = Bounce.safeParse(detail)
  if (bounce.success && bounce.data.bounce.bounceType === 'Permanent') {
    return { type: 'bounce', recipients: addressesOf(bounce.data.bounce.bouncedRecipients) }
  }
  const complaint = Complaint.safeParse(detail)
  if (complaint.success && complaint.data.complaint.complaintFeedbackType !== 'not-spam') {
    return { type: 'complaint', recipients: addressesOf(complaint.data.complaint.complainedRecipients) }
  }
  return undefined
}

/** SES may write a recipient as `Name <address>`. */
function addressesOf(recipients: readonly z.infer<typeof recipient>[]): string[] {
  return recipients.map(({ emailAddress }) => /<([^<>]+)>\s*$/.exec(emailAddress)?.[1] ?? emailAddress)
}
