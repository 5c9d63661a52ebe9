import * as z from 'zod/mini'
import type { CommandOf } from '../domain/commands.ts'
import { parseEmailAddress } from '../domain/email-address.ts'
import { detailsIn } from '../domain/profile.ts'
import { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { consent, softOptIn } from '../store/ledger-codec.ts'
import { heldDetails } from '../web/form-fields.ts'

export type SignUpCommand = CommandOf<'sign-up' | 'soft-opt-in'>

const text = z.exactOptional(z.string())
const fields = z.readonly(z.record(z.string(), z.union([z.string(), z.readonly(z.array(z.string()))])))

/** A sign-up on its way from the form to the record. Personal data: its queue is encrypted, and keeps it for days. */
export const QueuedSignUp = z.object({
  type: z.literal('sign-up'),
  /** Becomes the id of its event. Its beginning tells when the form was sent. */
  id: z.uuid({ version: 'v7' }),
  supporterId: SupporterId,
  /** The counter of its network, which tells whether it was within the limit. */
  counter: z.string(),
  profile: z.object({ address: z.string(), ...heldDetails }),
  consent,
  softOptIn: z.exactOptional(softOptIn),
  evidence: z.object({
    salt: z.string(),
    ip: text,
    userAgent: text,
    page: text,
    fields: z.exactOptional(fields),
  }),
})
export type QueuedSignUp = z.infer<typeof QueuedSignUp>

/** Writes a sign-up as a message, with the address as text. */
export function queuedSignUp(
  { profile, consent, ...rest }: SignUpCommand,
  form: Pick<QueuedSignUp, 'id' | 'supporterId' | 'counter' | 'evidence'>,
): QueuedSignUp {
  return {
    type: 'sign-up',
    ...form,
    profile: { ...detailsIn(profile), address: profile.address.original() },
    consent,
    ...('softOptIn' in rest && { softOptIn: rest.softOptIn }),
  }
}

/** Reads the command of a message. @throws an Error if its address is none, which the form's function let through */
export function commandOf({ profile, consent, softOptIn }: QueuedSignUp): SignUpCommand {
  const address = parseEmailAddress(profile.address)
  if (!address) throw new Error('a queued sign-up has no valid address')
  const said = { consent, profile: { ...detailsIn(compact(profile)), address } }
  return softOptIn ? { type: 'soft-opt-in', softOptIn, ...said } : { type: 'sign-up', ...said }
}
