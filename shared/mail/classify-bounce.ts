/** A fault on our side. It says nothing about the recipient. */
export interface BounceFault {
  /**
   * `denylist`: our reputation, domain or address is refused; `content`: the content of this mail is refused;
   * `configuration`: SES is not configured as this stack configures it; `own-mailbox`: the organisation's own mailbox
   * takes no mail.
   */
  readonly fault: 'denylist' | 'content' | 'configuration' | 'own-mailbox'
  /** SES's term or an enhanced status code (RFC 3463), never text written by a mail server. */
  readonly status: string
}

export interface Bounce {
  readonly bounceType: string
  readonly bounceSubType?: string | null | undefined
  readonly status?: string | null | undefined
  readonly diagnosticCode?: string | null | undefined
}

const contentSubtypes = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected']

/** RFC 3463: X.6 is about the message's content, X.3.4 and X.2.3 about its length, X.7 about the receiver's policy. */
const contentStatus = /^[45]\.(6\.\d+|3\.4|2\.3)$/
const policyStatus = /^[45]\.7\.\d+$/

const denylistWords =
  /spamhaus|spamcop|barracuda|sorbs|dnsbl|\brbl\b|(black|block|deny)[ -]?list|reputation|banned sending ip/i
/** Words that mean a missing mailbox: some servers answer "5.7.1" for it. */
const noMailboxWords =
  /(user|recipient|mailbox|account) (is )?(unknown|not found|does not exist|disabled)|(no such|unknown) (user|recipient|mailbox|account)/i

/**
 * Classifies a bounce by SES's types and the receiving server's words: the mailbox takes no mail (`bounce`), takes none
 * for now (`soft-bounce`), or the fault is ours. A bounce that SES cannot classify is soft, so that only repetition has a
 * consequence.
 */
export function classifyBounce(bounce: Bounce): 'bounce' | 'soft-bounce' | BounceFault {
  const { bounceType, bounceSubType, diagnosticCode } = bounce
  const status = statusOf(bounce)
  const words = diagnosticCode ?? ''
  // Our configuration set bypasses the account's list: a person on it may have signed up again since, by double opt-in.
  if (bounceSubType === 'OnAccountSuppressionList') return { fault: 'configuration', status: bounceSubType }
  if (bounceSubType && contentSubtypes.includes(bounceSubType))
    return { fault: 'content', status: bounceSubType }
  if (contentStatus.test(status)) return { fault: 'content', status }
  const refused = policyStatus.test(status) && !noMailboxWords.test(words)
  if (refused || denylistWords.test(words)) return { fault: 'denylist', status: status || 'unknown' }
  return bounceType === 'Permanent' ? 'bounce' : 'soft-bounce'
}

/** Returns the status that SES read from the receiver's report, or the one at the beginning of the receiver's answer. */
function statusOf({ status, diagnosticCode }: Bounce): string {
  const pattern = /\b[245]\.\d{1,3}\.\d{1,3}\b/
  const inWords = pattern.exec(diagnosticCode ?? '')?.[0]
  const [reported = ''] = pattern.exec(status ?? '') ?? []
  // 5.0.0 has no meaning, so the receiver's answer takes precedence.
  return /\.0\.0$/.test(reported) || reported === '' ? (inWords ?? reported) : reported
}
