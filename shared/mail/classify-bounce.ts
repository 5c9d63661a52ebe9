/** Something that we have to mend: it says nothing about the person whom the mail was for. */
export interface BounceFault {
  /**
   * `denylist`: our reputation, domain or address is refused; `content`: this mail is, for what is in it;
   * `configuration`: SES does not do as this stack tells it; `own-mailbox`: the organisation's own takes no mail.
   */
  readonly fault: 'denylist' | 'content' | 'configuration' | 'own-mailbox'
  /** SES's word or an enhanced status code (RFC 3463): no text of others. */
  readonly status: string
}

export interface Bounce {
  readonly bounceType: string
  readonly bounceSubType?: string | null | undefined
  readonly status?: string | null | undefined
  readonly diagnosticCode?: string | null | undefined
}

const contentSubtypes = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected']

/** RFC 3463: X.6 is the message's content, X.3.4 and X.2.3 its length, X.7 a policy of the receiver against the sender. */
const contentStatus = /^[45]\.(6\.\d+|3\.4|2\.3)$/
const policyStatus = /^[45]\.7\.\d+$/

const denylistWords =
  /spamhaus|spamcop|barracuda|sorbs|dnsbl|\brbl\b|(black|block|deny)[ -]?list|reputation|banned sending ip/i
/** Some servers say "5.7.1" of a mailbox that is not there. */
const noMailboxWords =
  /(user|recipient|mailbox|account) (is )?(unknown|not found|does not exist|disabled)|(no such|unknown) (user|recipient|mailbox|account)/i

/**
 * What a bounce means, by SES's types and the receiving server's words: that the mailbox takes no mail, that it takes
 * none now, or something about us. What SES cannot tell counts as passing: only its repetition has a consequence.
 */
export function classifyBounce(bounce: Bounce): 'bounce' | 'soft-bounce' | BounceFault {
  const { bounceType, bounceSubType, diagnosticCode } = bounce
  const status = statusOf(bounce)
  const words = diagnosticCode ?? ''
  // Our configuration set goes past the account's list: who is on it may have come back since, by double opt-in.
  if (bounceSubType === 'OnAccountSuppressionList') return { fault: 'configuration', status: bounceSubType }
  if (bounceSubType && contentSubtypes.includes(bounceSubType))
    return { fault: 'content', status: bounceSubType }
  if (contentStatus.test(status)) return { fault: 'content', status }
  const refused = policyStatus.test(status) && !noMailboxWords.test(words)
  if (refused || denylistWords.test(words)) return { fault: 'denylist', status: status || 'unknown' }
  return bounceType === 'Permanent' ? 'bounce' : 'soft-bounce'
}

/** As SES read it from the receiver's report, or as the receiver's answer begins. */
function statusOf({ status, diagnosticCode }: Bounce): string {
  const pattern = /\b[245]\.\d{1,3}\.\d{1,3}\b/
  const inWords = pattern.exec(diagnosticCode ?? '')?.[0]
  const [said = ''] = pattern.exec(status ?? '') ?? []
  // 5.0.0 says nothing: then the answer's own is asked.
  return /\.0\.0$/.test(said) || said === '' ? (inWords ?? said) : said
}
