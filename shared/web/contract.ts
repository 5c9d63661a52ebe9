import * as z from 'zod/mini'
import { Locale } from '../settings/locale.ts'
import { heldDetails, profileShape, signUpShape } from './form-fields.ts'

/** The public contract's shapes: what parses requests, shapes answers and describes both in `/openapi.json`. */

/** The fields of a sign-up, of which `shared/web/form-fields.ts` says all that there is to say. */
export const SignUp = z.object(signUpShape)
export type SignUp = z.infer<typeof SignUp>

/** A field that is typed into. */
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

/** All that a website's script needs to draw a form: every word of it, in one language. */
export const FormDescription = z.object({
  form: z.string(),
  locale: Locale,
  direction: z.enum(['ltr', 'rtl']),
  title: z.string(),
  introduction: z.string(),
  /** In their order, above the topics. */
  fields: z.array(FieldDescription),
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
  ...profileShape,
  locale: z.optional(z.string()),
  /** `none`, `P1M` or `P3M` (ISO 8601 durations), or a day, three months ahead at most. */
  pause: z.optional(z.string().check(z.maxLength(10))),
  /** The language and the version of the wording above the button; those of today if left out. */
  shown: z.optional(z.string()),
  wording: z.optional(z.string()),
})

/** Who wants the links to their data. */
export const MyDataLinkForm = z.object({
  email: signUpShape.email,
  locale: signUpShape.locale,
  website: signUpShape.website,
})

/** What a press on the page of one's data has done. */
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
