import type { Command } from '../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../shared/domain/decide.ts'
import type { MailKind } from '../../shared/domain/events.ts'
import { type Supporter, unknownSupporter } from '../../shared/domain/supporter.ts'
import { links } from '../../shared/links/links.ts'
import type { OwedKind } from '../../shared/mail/kinds.ts'
import { type WrittenMail, writeMail } from '../../shared/mail/write-mail.ts'
import type { Locale } from '../../shared/settings/locale.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { MailOwingItem } from '../../shared/store/owing-event.ts'
import { address, circumstances, consent, hours, start, supporterId } from '../support/builders.ts'

const keys = { current: 'a', keys: { a: 'a key of the samples, long enough' } }

/**
 * Writes a mail to Ann with these settings, as the product does.
 * @param name the name entered in the form
 */
export async function sampleMail(
  settings: Settings,
  kind: OwedKind,
  locale: Locale,
  name = 'Ann Example',
): Promise<WrittenMail> {
  // Mails to the organisation itself are in its first language.
  const spoken = { ...settings, locales: [locale, ...settings.locales.filter((other) => other !== locale)] }
  const clock = () => start + hours(1)
  const supporter = supporterFor(kind, spoken, locale, name)
  const deps = {
    settings: () => spoken,
    clock,
    links: () => links(async () => keys, clock),
    store: () => ({ find: async () => supporter }),
  }
  const mail = await writeMail(deps, owing(kind))
  if (!mail) throw new Error(`nobody is owed a mail of the kind ${kind}`)
  return mail
}

function supporterFor(kind: OwedKind, settings: Settings, locale: Locale, name: string): Supporter {
  if (kind === 'seal' || kind === 'digest') return unknownSupporter()
  const supporter = historiesOf(settings, locale, name)[kind].reduce(
    (before, command) => decideAndEvolve(before, command, circumstances(start)).after,
    unknownSupporter(),
  )
  return {
    ...supporter,
    ...(kind === 'erasure' && { erasing: 1 }),
    outgoingAddressChange: { cycle: 1, sequence: 1 },
  }
}

/** The commands after which a mail of each kind is still owed: a kind without a history does not compile. */
function historiesOf(settings: Settings, locale: Locale, name: string): Record<MailKind, Command[]> {
  const topics = settings.topics.map(({ id }) => id)
  const profile = { address: address(), name }
  const signUp: Command = { type: 'sign-up', consent: consent({ locale, topics }), profile }
  const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + hours(1) }
  const subscribed = [signUp, confirm]
  return {
    confirmation: [signUp],
    welcome: subscribed,
    'already-subscribed': subscribed,
    'soft-opt-in': [
      {
        type: 'soft-opt-in',
        consent: consent({ locale, topics, lawfulBasis: 'charity_soft_opt_in' }),
        profile,
        softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
      },
    ],
    'my-data': subscribed,
    export: subscribed,
    erasure: subscribed,
    'address-change': [
      {
        type: 'offer-address-change',
        from: { supporterId, sequence: 3 },
        profile: { address: address() },
        locale,
      },
    ],
    'address-change-notice': subscribed,
  }
}

const hash = 'qFBkZ0m3Xb5j1vT2xW8yN4cR7sL6dK9hP0uE3aGfIoM'

function owing(kind: OwedKind): MailOwingItem {
  const at = new Date(start).toISOString()
  if (kind === 'seal') return seal
  if (kind === 'digest') return digest
  return {
    supporterId,
    sequence: 1,
    schema: 1,
    eventId: 'sample',
    at,
    actor: 'supporter',
    type: 'sign-up-requested',
    cycle: 1,
    consent: consent(),
    mail: kind,
    hash,
  }
}

const seal: MailOwingItem = {
  number: 42,
  from: '2026-09-30T01:12:00.000Z',
  to: '2026-10-01T01:12:00.000Z',
  count: 318,
  root: hash,
  previous: hash,
  hash,
  supporterId: 'seal',
  sequence: Date.parse('2026-10-01T01:12:00.000Z'),
  schema: 1,
  eventId: 'seal-42',
  mail: 'seal',
  starts: new Uint8Array(),
  roots: new Uint8Array(),
}

const digest: MailOwingItem = {
  supporterId: 'digest',
  sequence: 20261001,
  schema: 1,
  eventId: 'digest-2026-10-01',
  mail: 'digest',
  digest: {
    day: '2026-10-01',
    held: ['bounces', 'unconfirmed'],
    overdue: { first: [{ id: '7K3M-9QXP', type: 'access', dueOn: '2026-09-29' }], more: 0 },
    soon: { first: [{ id: '9QXF-4B2N', type: 'erasure', dueOn: '2026-10-06' }], more: 2 },
    waiting: { first: [{ id: '2MMD-8TKA', type: 'access', stoppedFor: 'identity' }], more: 0 },
    outcome: { first: [{ id: '5DDH-1WZE', type: 'complaint', receivedOn: '2026-09-10' }], more: 0 },
  },
} as unknown as MailOwingItem
