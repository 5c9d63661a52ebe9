import {
  type AddressChangeCompletionOutcome,
  type AddressChangeDecision,
  type AddressChangeRequestOutcome,
  type BothEnds,
  decideAddressChangeCompletion,
  decideAddressChangeRequest,
} from '../domain/address-change.ts'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Consent, Evidence } from '../domain/events.ts'
import { incomingAddressChange, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
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
 * Requests an address change, by a notice to the old address and a link to the new one.
 * @returns `accepted`, whatever is known about the new address
 * @throws Busy
 */
export async function startAddressChange(
  deps: Recording & Pick<Runtime, 'addressKey'>,
  from: SupporterId,
  address: EmailAddress,
  evidence: Evidence,
): Promise<AddressChangeRequestOutcome> {
  const ids = { from, to: supporterIdOf(address, await deps.addressKey()) }
  return retryUntilCommitted(async () => {
    const records = await loadBoth(deps.store(), ids)
    const now = { from: circumstancesNow(deps, evidence), to: circumstancesNow(deps) }
    const decision = decideAddressChangeRequest(records, { ids, address }, now)
    return (await write(deps.store(), ids, records, decision)) ? decision.outcome : undefined
  })
}

export type AddressChangeDependencies = Recording & {
  /** All of a supporter's events, oldest first. */
  readonly chain: (id: SupporterId) => Promise<readonly LedgerItem[]>
  /** Whether a mail was sent, or given up. */
  readonly isClosed: (mail: MailKey) => Promise<boolean>
}

/** Decides what the link in the mail to the new address would do now, for the page that it opens. Changes nothing. */
export async function previewAddressChange(
  deps: AddressChangeDependencies,
  token: ConfirmToken,
): Promise<AddressChangeDecision<AddressChangeCompletionOutcome>> {
  return (await decide(deps, token)).decision
}

/**
 * Completes an address change in one transaction over both records, so that a supporter is never on the list with
 * both addresses or with neither. Pressing twice, or in two places at once, is not an error.
 * @throws Busy
 */
export async function completeAddressChange(
  deps: AddressChangeDependencies,
  token: ConfirmToken,
  evidence: Evidence,
): Promise<{ readonly outcome: AddressChangeCompletionOutcome; readonly supporter: Supporter }> {
  return retryUntilCommitted(async () => {
    const { ids, records, decision } = await decide(deps, token, evidence)
    if (!(await write(deps.store(), ids, records, decision))) return undefined
    return { outcome: decision.outcome, supporter: decision.steps.to?.after ?? records.to }
  })
}

/**
 * Decides a completion. Takes at most three reads in sequence, where other pages take one: the record at the new
 * address names the old one.
 */
async function decide(
  deps: AddressChangeDependencies,
  { supporterId, cycle, expiresAt }: ConfirmToken,
  evidence?: Evidence,
) {
  const to = await deps.store().load(supporterId)
  const incoming = incomingAddressChange(to)
  const pending = incoming?.cycle === cycle ? incoming : undefined
  const ids = { from: pending?.from.supporterId ?? supporterId, to: supporterId }
  const [from, chain, noticeSent] = pending
    ? await Promise.all([deps.store().load(ids.from), deps.chain(ids.from), deps.isClosed(pending.from)])
    : [unknownSupporter(), [], false]
  const records = { from, to }
  const consent = await applicableConsent(deps, ids, records, chain)
  const now = { from: circumstancesNow(deps), to: circumstancesNow(deps, evidence) }
  const completion = compact({ ids, cycle, linkExpiresAt: expiresAt, noticeSent, consent })
  return { ids, records, decision: decideAddressChangeCompletion(records, completion, now) }
}

/**
 * Finds the latest agreement at the old address. If that was a soft opt-in and the new address has given consent, the
 * consent, which is stronger, applies to all topics: the page shows its wording above its button.
 */
async function applicableConsent(
  deps: AddressChangeDependencies,
  ids: BothEnds<SupporterId>,
  { to }: BothEnds<Supporter>,
  chain: readonly LedgerItem[],
): Promise<Consent | undefined> {
  const given = agreementIn(chain)?.latest.consent
  const isStronger =
    given?.lawfulBasis === 'charity_soft_opt_in' && to.status === 'subscribed' && to.lawfulBasis === 'consent'
  const own = isStronger ? agreementIn(await deps.chain(ids.to))?.latest.consent : undefined
  return own ?? given
}

async function loadBoth(store: SupporterStore, ids: BothEnds<SupporterId>): Promise<BothEnds<Supporter>> {
  const [from, to] = await Promise.all([store.load(ids.from), store.load(ids.to)])
  return { from, to }
}

/**
 * Writes both records.
 * @returns false if one of them changed meanwhile
 */
async function write(
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
