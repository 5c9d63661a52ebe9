import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { loadSettings } from '../../infra/settings/load-settings.ts'
import type { Circumstances, Command } from '../../shared/domain/commands.ts'
import { type EmailAddress, parseEmailAddress } from '../../shared/domain/email-address.ts'
import type { Consent, Evidence } from '../../shared/domain/events.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import type { FormSettings, Settings } from '../../shared/settings/settings.ts'

export const settings = loadSettings(
  fileURLToPath(new URL('../../infra/settings/local.json', import.meta.url)),
)

export function formNamed({ forms }: Settings, id: string): FormSettings {
  const form = forms[id]
  if (!form) throw new Error(`no form ${id}`)
  return form
}

/** Declares every condition of PECR reg 22(3A). */
export const softOptIn = {
  isStatutoryCharity: true,
  solelyFurthersCharitablePurposes: true,
  interest: 'donation',
  refusalOfferedAtCollection: true,
  refusalOfferedInEveryMessage: true,
} as const

/** A Thursday morning, when every test begins. */
export const start = Date.UTC(2026, 9, 1, 9, 0, 0)
export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => minutes(60 * n)
export const days = (n: number) => hours(24 * n)

export function address(text = 'ann@example.org'): EmailAddress {
  const parsed = parseEmailAddress(text)
  if (!parsed) throw new Error(`no address: ${text}`)
  return parsed
}

export const supporterId = supporterIdOf(address(), 'test key')

/** Evidence of a press on a page. */
export const evidence = (salt = randomBytes(16).toString('base64url')): Evidence => ({
  salt,
  ip: '203.0.113.7',
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
})

/** Evidence of a form. */
export const formEvidence = (salt?: string): Evidence => ({
  ...evidence(salt),
  page: 'https://www.example.org/mali',
  fields: {
    form: 'newsletter',
    email: 'ann@example.org',
    name: 'Ann Example',
    consent: 'true',
    topics: ['stories', 'emergencies', 'events'],
    locale: 'en',
  },
})

export function consent(changes: Partial<Consent> = {}): Consent {
  return {
    form: 'newsletter',
    channel: 'web',
    lawfulBasis: 'consent',
    topics: ['stories'],
    wording: { id: 'email-updates', version: 1, hash: 'a'.repeat(64) },
    notice: { version: 1, hash: 'b'.repeat(64) },
    locale: 'en',
    place: 'www.example.org',
    ...changes,
  }
}

export function signUp(changes: Partial<Consent> = {}, name?: string): Extract<Command, { type: 'sign-up' }> {
  return {
    type: 'sign-up',
    consent: consent(changes),
    profile: { address: address(), ...(name !== undefined && { name }) },
  }
}

let counter = 0

export function circumstances(at = start, changes: Partial<Circumstances> = {}): Circumstances {
  counter += 1
  return { id: `event-${counter}`, at, policy: settings, evidence: evidence(), ...changes }
}
