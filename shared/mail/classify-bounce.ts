/** A fault on our side. It says nothing about the recipient. */
export interface BounceFault {
  /**
   * `sender`: our sender's domain, or its SPF, DKIM, DMARC or reverse DNS records, are refused; `denylist`: a deny-list, our
   * reputation or the receiver's policy refuses us; `content`: the content of this mail is refused; `configuration`: SES
   * is not configured as this stack configures it; `own-mailbox`: the organisation's own mailbox takes no mail.
   */
  readonly fault: 'sender' | 'denylist' | 'content' | 'configuration' | 'own-mailbox'
  /** SES's term or an enhanced status code (RFC 3463), never text written by a mail server. */
  readonly status: string
}

export interface Bounce {
  readonly bounceType: string
  readonly bounceSubType?: string | null | undefined
  readonly status?: string | null | undefined
  readonly diagnosticCode?: string | null | undefined
}

/**
 * Classifies a bounce by SES's types and the receiving server's reply: the mailbox takes no mail (`bounce`), takes none for
 * now (`soft-bounce`), or the fault is ours. SES calls every refusal with a 5 permanent, so that alone ends no mailing: a
 * reply that does not say whose fault it is is soft, and only its repetition has a consequence.
 */
export function classifyBounce(bounce: Bounce): 'bounce' | 'soft-bounce' | BounceFault {
  const { bounceType, bounceSubType } = bounce
  // Our configuration set bypasses the account's list: a person on it may have signed up again since, by double opt-in.
  if (bounceSubType === 'OnAccountSuppressionList') return { fault: 'configuration', status: bounceSubType }
  if (bounceSubType && contentSubtypes.includes(bounceSubType))
    return { fault: 'content', status: bounceSubType }
  const status = statusOf(bounce)
  const meaning = meaningOf(status, bounce)
  if (meaning === 'no-mailbox') return bounceType === 'Permanent' ? 'bounce' : 'soft-bounce'
  return meaning === 'in-doubt' ? 'soft-bounce' : { fault: meaning, status: status || 'unknown' }
}

type Meaning = 'no-mailbox' | 'in-doubt' | 'sender' | 'denylist' | 'content'

function meaningOf(status: string, { bounceSubType, diagnosticCode }: Bounce): Meaning {
  const words = plain(diagnosticCode ?? '')
  const rule = rules.find((one) => (one.status?.test(status) ?? true) && (one.words?.test(words) ?? true))
  if (rule) return rule.meaning
  // SES found the mailbox missing itself, or read a reply that it does not pass on.
  const isSilent = words === '' && (status === '' || status.endsWith('.0.0'))
  return isSilent || subtypesOfNoMailbox.includes(bounceSubType ?? '') ? 'no-mailbox' : 'in-doubt'
}

const contentSubtypes = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected']
const subtypesOfNoMailbox = ['NoEmail', 'Suppressed']

interface Rule {
  /** Both must match, where both are given. */
  readonly status?: RegExp
  readonly words?: RegExp
  readonly meaning: Meaning
}

const mailbox = '(?:user|recipient|mailbox|account|addressee|alias|inbox|email address|recipient address)'
const isGone =
  "(?:unknown|invalid|not active|inactive|not local|disabled|deactivated|suspended|closed|terminated|not (?:be )?found|not known|no longer|(?:does not|doesn't|not) exist)"

/**
 * What replies mean; the first rule that matches decides. What blames the sender comes first, since such a reply may say
 * "no such user" of the sender; then what names a dead mailbox, since such a reply may warn of a deny-list.
 */
const rules: readonly Rule[] = [
  // RFC 3463: the sender's address. RFC 7372 and 7505: its DKIM, SPF, reverse DNS, null MX.
  { meaning: 'sender', status: /^[45]\.(1\.[78]|7\.2[0-7])$/ },
  {
    meaning: 'sender',
    words:
      /\b(spf|dkim|dmarc|ptr|rdns|openspf|pobox)\b|reverse dns|find your (reverse )?host ?name|unauthenticated|authentication (level|check|fail)|spoof|callout|(return|reverse)[- ]path|(envelope|header)[- ]from|from (address|domain|header)|verification failed for|your (account|address)\b(?! book)/i,
  },
  {
    meaning: 'sender',
    words:
      /\b(bad|invalid|envelope|outbound|unverified|unknown) sender\b|\bsender('s)? (address|domain|mailbox|account|e-?mail|identity|verif\w*|policy framework|id|ip|host|invalid|rejected|denied|unknown|is|isn't|was|not|has no|does not)\b|\b(bogus )?mail from\b|\bbatv\b|backscatter/i,
  },
  { meaning: 'in-doubt', words: /temporar?ly/i },
  {
    meaning: 'no-mailbox',
    words: new RegExp(
      `\\b${mailbox}(?:'s address)?(?: name)?(?: <?@>?)?:? (?:is |was |has been |could )?${isGone}`,
      'i',
    ),
  },
  {
    meaning: 'no-mailbox',
    words:
      /\b(no such|unknown|invalid|non-?existent|inactive|no valid|not an? (valid|known)) (local )?(user|recipient|mailbox|account|person|addressee|alias)\b|recipient ?notfound|user ?unknown|(bad|valid) ?rcptto|no such address|address (does not exist|unknown|no longer)|tried to reach (does not exist|is (inactive|disabled))|doesn't have an? \S+ account|no (mailbox|account) (here )?by that name|not our customer|account or domain may not exist/i,
  },
  {
    meaning: 'no-mailbox',
    words:
      /host or domain name not found|(dns|recipient|destination) domain( \S+)? (does not exist|not found|could not be found)|domain \S+ does not accept mail/i,
  },
  // Microsoft's edge refuses recipients who are not in the directory with these words and this status.
  { meaning: 'no-mailbox', status: /^5\.4\.1$/, words: /recipient address rejected: access denied/i },
  // RFC 3463: X.6 is about the message's content, X.3.4 and X.2.3 about its length.
  { meaning: 'content', status: /^[45]\.(6\.\d+|3\.4|2\.3)$/ },
  { meaning: 'in-doubt', words: /relay(ing)? (access )?(denied|not|prohibited)|unable to relay/i },
  {
    meaning: 'content',
    words:
      /content|virus|malware|infected|phish|attachment|\b(anti)?spam(s|ming|assassin|profiler)?\b|bulk|\bheaders?\b|rfc ?5322|message size|too (large|big)/i,
  },
  {
    meaning: 'denylist',
    words:
      /spamhaus|spamcop|barracuda|sorbs|dnsbl|\brbl\b|junk ?mail|unsolicited|(black|block|deny)[ -]?list|block(ed|ing)\b|reputation|banned|suspicious|client host|\bhelo\b|(your|sending|bad|dynamic|open) (ip|proxy|host)|\bips?\b|not allowed to|polic(y|ies)|prohibit|access denied/i,
  },
  {
    meaning: 'in-doubt',
    words: /\b(full|(over)?quota|storage|rate|later)\b|quotaexceeded|temporar|too (quickly|many)/i,
  },
  // RFC 3463: X.7 is the receiver's policy.
  { meaning: 'denylist', status: /^[45]\.7\.\d+$/ },
  // RFC 3463, RFC 7505: a bad mailbox, system or syntax, a mailbox that moved, a domain without mail, a disabled mailbox.
  { meaning: 'no-mailbox', status: /^[45]\.(1\.([1236]|10)|2\.1)$/ },
]

/** Leaves the words: without the type (RFC 3464), the codes at the beginning of each line, and what addresses say. */
function plain(reply: string): string {
  return reply
    .slice(0, longestReply)
    .replace(/^\s*[\w-]+;/, '')
    .replaceAll('’', "'")
    .replaceAll(/\b[245]\d\d[- ](?:[245]\.\d{1,3}\.\d{1,3}\b)?/g, ' ')
    .replaceAll(/[\w.+=-]+@[\w.-]+/g, '@')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Characters; RFC 5321 has lines of 512. */
const longestReply = 2000

/** Returns the status that SES read from the receiver's report, or the one at the beginning of the receiver's answer. */
function statusOf({ status, diagnosticCode }: Bounce): string {
  const pattern = /\b[245]\.\d{1,3}\.\d{1,3}\b/
  const inWords = pattern.exec(diagnosticCode ?? '')?.[0]
  const [reported = ''] = pattern.exec(status ?? '') ?? []
  // 5.0.0 has no meaning, so the receiver's answer takes precedence.
  return /\.0\.0$/.test(reported) || reported === '' ? (inWords ?? reported) : reported
}
