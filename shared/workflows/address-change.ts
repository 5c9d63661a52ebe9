import {
  type AddressChangeDecision,
  type BothEnds,
  decideAddressChangeCompletion,
  decideAddressChangeRequest,
} from '../domain/address-change.ts'
import type { Outcome } from '../domain/commands.ts'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Consent, Evidence } from '../domain/events.ts'
import { incomingAddressChange, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../domain/supporter-id.ts'
import type { ConfirmToken } from '../links/token.ts'
import { agreementIn } from '../proof/receipt/agreement.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { retryUntilCommitted } from '../store/commit.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { MailKey } from '../store/mail-log.ts'
import type { SupporterStore } from '../store/supporter-store.ts'
import type { Change } from '../store/supporter-writes.ts'

type Recording = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>

/**
 * Asks to move somebody's record to another address: a notice to the one, a link to the other.
 * @returns `accepted`, whatever is known of the other address
 * @throws Busy
 */
export async function startAddressChange(
  deps: Recording & Pick<Runtime, 'addressKey'>,
  from: SupporterId,
  address: EmailAddress,
  evidence: Evidence,
): Promise<Outcome> {
  const ids = { from, to: supporterIdOf(address, await deps.addressKey()) }
  return retryUntilCommitted(async () => {
    const records = await loadBoth(deps.store(), ids)
    const now = { from: circumstancesNow(deps, evidence), to: circumstancesNow(deps) }
    const decision = decideAddressChangeRequest(records, { ids, address }, now)
    return (await isWritten(deps.store(), ids, records, decision)) ? decision.outcome : undefined
  })
}

export type AddressChangeDependencies = Recording & {
  /** All of a supporter's events, oldest first. */
  readonly chain: (id: SupporterId) => Promise<readonly LedgerItem[]>
  /** Whether a mail was sent, or given up. */
  readonly isClosed: (mail: MailKey) => Promise<boolean>
}

/** What the link in the mail to the new address would do now: its page shows that, and changes nothing. */
export async function previewAddressChange(
  deps: AddressChangeDependencies,
  token: ConfirmToken,
): Promise<AddressChangeDecision> {
  return (await decided(deps, token)).decision
}

/**
 * Completes a move: both records are written in one transaction, so that nobody is ever on the list with both addresses
 * or with neither. Pressing twice, or in two places at once, is no error.
 * @throws Busy
 */
export async function completeAddressChange(
  deps: AddressChangeDependencies,
  token: ConfirmToken,
  evidence: Evidence,
): Promise<{ readonly outcome: Outcome; readonly supporter: Supporter }> {
  return retryUntilCommitted(async () => {
    const { ids, records, decision } = await decided(deps, token, evidence)
    if (!(await isWritten(deps.store(), ids, records, decision))) return undefined
    return { outcome: decision.outcome, supporter: decision.steps.to?.after ?? records.to }
  })
}

/** Three reads one after the other at most, where other pages take one: who moves stands in the record moved to. */
async function decided(
  deps: AddressChangeDependencies,
  { supporterId, cycle, expiresAt }: ConfirmToken,
  evidence?: Evidence,
) {
  const to = await deps.store().load(supporterId)
  const incoming = incomingAddressChange(to)
  const waits = incoming?.cycle === cycle ? incoming : undefined
  const ids = { from: waits?.from.supporterId ?? supporterId, to: supporterId }
  const [from, chain, told] = waits
    ? await Promise.all([deps.store().load(ids.from), deps.chain(ids.from), deps.isClosed(waits.from)])
    : [unknownSupporter(), [], false]
  const records = { from, to }
  const consent = await consentThatGoesOn(deps, ids, records, chain)
  const now = { from: circumstancesNow(deps), to: circumstancesNow(deps, evidence) }
  const completion = { ids, cycle, linkExpiresAt: expiresAt, told, ...(consent && { consent }) }
  return { ids, records, decision: decideAddressChangeCompletion(records, completion, now) }
}

/**
 * What was agreed to last at the address that is left. Where that was no consent, and at the new address one stands,
 * the stronger goes on for all: it is what the page shows above its button.
 */
async function consentThatGoesOn(
  deps: AddressChangeDependencies,
  ids: BothEnds<SupporterId>,
  { to }: BothEnds<Supporter>,
  chain: readonly LedgerItem[],
): Promise<Consent | undefined> {
  const given = agreementIn(chain)?.latest.consent
  const stronger =
    given?.lawfulBasis === 'charity_soft_opt_in' && to.status === 'subscribed' && to.lawfulBasis === 'consent'
  const own = stronger ? agreementIn(await deps.chain(ids.to))?.latest.consent : undefined
  return own ?? given
}

async function loadBoth(store: SupporterStore, ids: BothEnds<SupporterId>): Promise<BothEnds<Supporter>> {
  const [from, to] = await Promise.all([store.load(ids.from), store.load(ids.to)])
  return { from, to }
}

/** @returns false if somebody else wrote one of the records meanwhile */
async function isWritten(
  store: SupporterStore,
  ids: BothEnds<SupporterId>,
  before: BothEnds<Supporter>,
  { steps }: AddressChangeDecision,
): Promise<boolean> {
  const ends = ['from', 'to'] as const
  const changes = ends.flatMap((end): Change[] => {
    const step = steps[end]
    return step ? [{ id: ids[end], before: before[end], ...step }] : []
  })
  return changes.length === 0 || store.appendAll(changes)
}
