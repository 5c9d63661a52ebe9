import * as z from 'zod/mini'
import { Locale } from '../settings/locale.ts'
import { heldDetails, profileShape, signUpShape } from './form-fields.ts'

/** The schemas of the public contract. They parse requests, serialise answers and describe both in `/openapi.json`. */

/** Parses a sign-up. `form-fields.ts` declares its fields. */
export const SignUp = z.object(signUpShape)
export type SignUp = z.infer<typeof SignUp>

/** Describes a text field. */
const FieldDescription = z.object({
  /** The field's name in a sign-up and in `errors`. */
  name: z.string(),
  kind: z.enum(['email', 'text']),
  label: z.string(),
  /** HTML's autocomplete token. */
  autocomplete: z.string(),
  maxLength: z.int(),
  required: z.boolean(),
})
export type FieldDescription = z.infer<typeof FieldDescription>

/** Describes a form to a script that draws it: every field and text, in one language. */
export const FormDescription = z.object({
  form: z.string(),
  locale: Locale,
  direction: z.enum(['ltr', 'rtl']),
  title: z.string(),
  introduction: z.string(),
  /** In the form's order, above the topics. */
  fields: z.array(FieldDescription),
  /** Empty where there is no choice; then send none. */
  topics: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  /** The name of the one box, which must not be ticked beforehand: to agree or, on a soft opt-in form, to refuse. */
  box: z.enum(['consent', 'refuse']),
  /** The text beside the box. Send its version back as `wording`. */
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
    problem: z.string(),
  }),
  /** Shown after a sign-up was accepted; one text for each paragraph. */
  thanks: z.object({ title: z.string(), text: z.array(z.string()) }),
  /** Shown when no answer comes. */
  unavailable: z.object({ title: z.string(), text: z.string() }),
})
export type FormDescription = z.infer<typeof FormDescription>

export const Accepted = z.object({ status: z.literal('accepted') })
export const ConfirmedStatus = z.object({ status: z.literal('confirmed') })
export const ResentStatus = z.object({ status: z.literal('resent') })
export const WaitingStatus = z.object({ status: z.literal('waiting'), topics: z.array(z.string()) })
export const UnsubscribedStatus = z.object({ status: z.literal('unsubscribed') })
export const SubscriptionStatus = z.object({ status: z.enum(['pending', 'subscribed', 'unsubscribed']) })

/** Parses all of a subscriber's choices: a topic or a detail that is left out is removed. */
export const Preferences = z.object({
  topics: z.array(z.string().check(z.maxLength(30))).check(z.maxLength(50)),
  ...profileShape,
  locale: z.optional(z.string()),
  /** `none`, `P1M` or `P3M` (ISO 8601 durations), or a day up to three months ahead. */
  pause: z.optional(z.string().check(z.maxLength(10))),
  /** The language and version of the wording above the button. @default the current ones */
  shown: z.optional(z.string()),
  wording: z.optional(z.string()),
})

/** Parses a request for the my-data links. */
export const MyDataLinkForm = z.object({
  email: signUpShape.email,
  locale: signUpShape.locale,
  website: signUpShape.website,
})

/** The change made on the my-data page. */
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
