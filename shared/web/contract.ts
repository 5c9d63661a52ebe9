import * as z from 'zod/mini'
import { Locale } from '../settings/locale.ts'
import { heldDetails, profileShape, signUpShape } from './form-fields.ts'

/** The shapes of the public contract. They parse requests, shape answers and describe both in `/openapi.json`. */

/** Parses a sign-up, by the fields that `form-fields.ts` declares. */
export const SignUp = z.object(signUpShape)
export type SignUp = z.infer<typeof SignUp>

/** Describes a field that people type into. */
const FieldDescription = z.object({
  /** As it is sent, and as an error names it. */
  name: z.string(),
  kind: z.enum(['email', 'text']),
  label: z.string(),
  /** HTML's token, by which a browser knows what to fill in. */
  autocomplete: z.string(),
  maxLength: z.int(),
  required: z.boolean(),
})
export type FieldDescription = z.infer<typeof FieldDescription>

/** Describes a form to a script that draws it: every field and every word, in one language. */
export const FormDescription = z.object({
  form: z.string(),
  locale: Locale,
  direction: z.enum(['ltr', 'rtl']),
  title: z.string(),
  introduction: z.string(),
  /** In their order, above the topics. */
  fields: z.array(FieldDescription),
  /** Empty where there is no choice: then send none. */
  topics: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  /** The name of the one box, never ticked beforehand: to agree, or, on a form of the soft opt-in, to refuse. */
  box: z.enum(['consent', 'refuse']),
  /** The words beside the box. Send their version back as `wording`. */
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
  /** The words to show after a sign-up was accepted: one paragraph after the other. */
  thanks: z.object({ title: z.string(), text: z.array(z.string()) }),
  /** The words to show when no answer comes. */
  unavailable: z.object({ title: z.string(), text: z.string() }),
})
export type FormDescription = z.infer<typeof FormDescription>

export const Accepted = z.object({ status: z.literal('accepted') })
export const ConfirmedStatus = z.object({ status: z.literal('confirmed') })
export const ResentStatus = z.object({ status: z.literal('resent') })
export const WaitingStatus = z.object({ status: z.literal('waiting'), topics: z.array(z.string()) })
export const UnsubscribedStatus = z.object({ status: z.literal('unsubscribed') })
export const SubscriptionStatus = z.object({ status: z.enum(['pending', 'subscribed', 'unsubscribed']) })

/** Parses a subscriber's whole choice: a topic or a detail that it leaves out is removed. */
export const Preferences = z.object({
  topics: z.array(z.string().check(z.maxLength(30))).check(z.maxLength(50)),
  ...profileShape,
  locale: z.optional(z.string()),
  /** `none`, `P1M` or `P3M` (ISO 8601 durations), or a day, three months ahead at most. */
  pause: z.optional(z.string().check(z.maxLength(10))),
  /** The language and the version of the wording above the button; those of today if left out. */
  shown: z.optional(z.string()),
  wording: z.optional(z.string()),
})

/** Parses a request for the links to one's data. */
export const MyDataLinkForm = z.object({
  email: signUpShape.email,
  locale: signUpShape.locale,
  website: signUpShape.website,
})

/** Says which change was made on the page of one's data. */
export const MyDataStatus = z.object({ status: z.enum(['recorded', 'erased', 'accepted']) })

export const PreferencesStatus = z.object({
  status: z.enum(['pending', 'subscribed', 'unsubscribed']),
  topics: z.optional(z.array(z.string())),
  since: z.optional(z.iso.datetime()),
  ...heldDetails,
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
