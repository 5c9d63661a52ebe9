import * as z from 'zod/mini'
import type { SupporterId } from '../domain/supporter-id.ts'
import { mailTags } from './ses.ts'

/** SES repeats a mail's tags in its events, each as a list. Fields that we do not use are let through unread. */
const Tagged = z.object({
  mail: z.object({
    tags: z.object({
      [mailTags.supporter]: z.tuple([z.string().check(z.regex(/^[\w-]{43}$/))]),
      [mailTags.sequence]: z.tuple([z.string().check(z.regex(/^\d{1,9}$/))]),
    }),
  }),
})
const Bounce = z.object({ bounce: z.object({ bounceType: z.literal('Permanent') }) })
const Complaint = z.object({ complaint: z.object({ complaintFeedbackType: z.nullish(z.string()) }) })

/** What the mail service says of a mail that we sent. */
export interface Feedback {
  readonly type: 'bounce' | 'complaint'
  readonly supporterId: SupporterId
  /** Sequence of the event that owed the mail. */
  readonly mail: number
}

/** @returns undefined for what says nothing lasting about a person, such as a transient bounce, or is no mail of ours */
export function parseFeedback(detail: unknown): Feedback | undefined {
  const tagged = Tagged.safeParse(detail)
  const type = typeOf(detail)
  if (!tagged.success || !type) return undefined
  const { supporter, sequence } = tagged.data.mail.tags
  return { type, supporterId: supporter[0] as SupporterId, mail: Number(sequence[0]) }
}

function typeOf(detail: unknown): Feedback['type'] | undefined {
  if (Bounce.safeParse(detail).success) return 'bounce'
  const complaint = Complaint.safeParse(detail)
  return complaint.success && complaint.data.complaint.complaintFeedbackType !== 'not-spam'
    ? 'complaint'
    : undefined
}
