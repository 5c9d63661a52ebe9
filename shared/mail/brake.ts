import { type BrakeReason, type FirstMailHour, reasonsToBrake } from '../domain/brake.ts'
import type { Instant } from '../domain/events.ts'
import type { Supporter } from '../domain/supporter.ts'
import { fromEnvironment } from '../lib/environment.ts'
import { errorFields, log } from '../lib/log.ts'
import type { Runtime } from '../runtime.ts'
import type { Settings } from '../settings/settings.ts'
import { readFirstMails } from '../store/first-mails.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { MailOwingItem } from '../store/owing-event.ts'

/** The brake on first mails, as a sender knows it. */
export interface Brake {
  /** Returns the reasons to hold first mails back; none if they may go. */
  reasons(): Promise<readonly BrakeReason[]>
}

interface BrakeDependencies {
  readonly settings: () => Pick<Settings, 'brake'>
  readonly clock: () => Instant
  readonly read: (at: Instant) => Promise<FirstMailHour[]>
}

/** Milliseconds for which an answer is kept. */
const fresh = 60_000

/** Reads the counts once a minute. Where they cannot be read, mails go: a table's outage must not look like an attack. */
export function firstMailBrake({ settings, clock, read }: BrakeDependencies): Brake {
  let known: { readonly at: Instant; readonly reasons: Promise<readonly BrakeReason[]> } | undefined

  const look = async (at: Instant) => {
    try {
      return reasonsToBrake(await read(at), settings().brake, at)
    } catch (error) {
      log('warn', 'brakeUnknown', errorFields(error))
      return []
    }
  }

  return {
    reasons() {
      const at = clock()
      if (!known || at - known.at >= fresh) known = { at, reasons: look(at) }
      return known.reasons
    },
  }
}

/** Returns the brake that reads the counts in the supporters' table. */
export const deployedBrake = (runtime: Pick<Runtime, 'settings' | 'clock' | 'dynamoDb'>): Brake =>
  firstMailBrake({
    ...runtime,
    read: (at) => readFirstMails(runtime.dynamoDb(), fromEnvironment('supportersTable'), at),
  })

/**
 * Checks whether a mail answers a form that a stranger may have sent. Mails that a person asked for from their own record
 * or mailbox are never first mails.
 */
export function isFirstMail(item: MailOwingItem): item is LedgerItem {
  return 'type' in item && (item.type === 'sign-up-requested' || item.type === 'soft-opted-in')
}

/** Checks whether nobody has confirmed yet that the address is theirs. */
export const isUnproven = (supporter: Supporter | undefined): boolean =>
  supporter !== undefined && !supporter.everConfirmed
