import { describe, expect, it } from 'vitest'
import { type Bounce, classifyBounce } from '../../../shared/mail/classify-bounce.ts'

type Meaning = 'bounce' | 'soft-bounce' | 'sender' | 'denylist' | 'content'

/**
 * Replies of mail servers as their operators document them, with our own names and addresses. `soft-bounce` also stands
 * for "in doubt whose fault".
 */
const replies: readonly [Meaning, string][] = [
  // Gmail
  ['bounce', '550 5.1.1 The email account that you tried to reach does not exist. gsmtp'],
  ['bounce', '550 5.2.1 The email account that you tried to reach is inactive. gsmtp'],
  ['bounce', '553 5.1.2 We weren’t able to find the recipient domain. gsmtp'],
  ['soft-bounce', '552 5.2.2 The recipient’s inbox is out of storage space and inactive. gsmtp'],
  ['soft-bounce', '550 5.2.1 The user you are trying to contact is receiving mail too quickly. gsmtp'],
  ['sender', '550 5.7.26 Unauthenticated email from example.org is not accepted due to DMARC policy. gsmtp'],
  ['sender', '550 5.7.26 This mail has been blocked because the sender is unauthenticated. gsmtp'],
  ['sender', '550 5.7.25 The IP address sending this message does not have a PTR record setup. gsmtp'],
  ['denylist', '550 5.7.1 Our system has detected that this message is likely unsolicited mail. gsmtp'],
  ['sender', '550 5.7.28 There is an unusual rate of mail originating from your SPF domain. gsmtp'],
  ['content', '552 5.3.4 Your message exceeded Google’s message size limits. gsmtp'],
  [
    'content',
    '552 5.7.0 This message was blocked because its content presents a potential security issue. gsmtp',
  ],
  // Outlook and Exchange
  [
    'bounce',
    '550 5.5.0 Requested action not taken: mailbox unavailable; user does not exist [x.outlook.com]',
  ],
  ['bounce', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'],
  ['bounce', '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [x.outlook.com]'],
  ['bounce', '550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]'],
  ['sender', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
  [
    'sender',
    '550 5.7.515 Access denied, sending domain example.org does not meet the required authentication level',
  ],
  ['sender', '550 5.7.509 Access denied, sending domain example.org does not pass DMARC verification'],
  ['sender', '501 5.1.8 Access denied, bad outbound sender'],
  ['sender', '550 5.1.7 Invalid sender address'],
  ['denylist', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]'],
  [
    'denylist',
    '550 5.7.1 Unfortunately, messages from [192.0.2.1] weren’t sent. They are part of a network on our block list (S3140)',
  ],
  ['denylist', '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required [x.outlook.com]'],
  ['denylist', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup'],
  ['soft-bounce', '554 5.2.2 STOREDRV.Deliver; mailbox full. The recipient’s mailbox is over its quota'],
  ['soft-bounce', '554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException'],
  ['soft-bounce', '550 5.7.64 TenantAttribution; Relay Access Denied'],
  // Yahoo and AOL
  ['bounce', '554 delivery error: dd This user doesn’t have a yahoo.com account (ann@example.org) [0]'],
  [
    'bounce',
    '554 delivery error: dd Sorry, your message to ann@example.org cannot be delivered. This mailbox is disabled',
  ],
  ['sender', '554 5.7.9 Message not accepted for policy reasons. DMARC check failed'],
  ['sender', '553 5.7.2 [TSS09] Message from (192.0.2.1) not accepted: SPF and DKIM did not pass'],
  ['denylist', '554 Message not allowed - [PH01] Email not accepted for policy reasons'],
  [
    'denylist',
    '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus’s list',
  ],
  // Mimecast
  ['bounce', '550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [x]'],
  ['sender', '550 SPF Sender Invalid - envelope rejected - https://community.mimecast.com/docs/DOC-1369#550'],
  ['sender', '550 DKIM Sender Invalid - https://community.mimecast.com/docs/DOC-1369#550'],
  ['sender', '550 DMARC Sender Invalid - envelope rejected'],
  ['sender', '550 Rejected by header based Anti-Spoofing policy: hello@example.org'],
  [
    'denylist',
    '550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550',
  ],
  [
    'denylist',
    '554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554',
  ],
  ['content', '554 Virus Detected'],
  // Proofpoint
  ['bounce', '550 5.1.1 User Unknown'],
  ['sender', '550 5.7.0 Local Policy Violation - DMARC reject'],
  ['denylist', '550 5.7.1 Denied by policy'],
  ['denylist', '554 5.7.1 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1'],
  ['denylist', '550 5.7.0 Local Policy Violation'],
  // Barracuda
  ['denylist', '550 permanent failure for one or more recipients (ann@example.org:blocked)'],
  ['denylist', '554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation'],
  ['bounce', '550 permanent failure for one or more recipients (ann@example.org:550 5.1.1 User unknown)'],
  // cPanel and Exim
  ['bounce', '550 No Such User Here'],
  [
    'bounce',
    '550 "The mail server could not deliver mail to ann@example.org. The account or domain may not exist"',
  ],
  ['bounce', '550 Unrouteable address; unknown user'],
  ['soft-bounce', '550 Unrouteable address'],
  [
    'sender',
    '550-Verification failed for <bounce@mail.example.org> 550-No Such User Here 550 Sender verify failed',
  ],
  ['sender', '550 Sender has no A, AAAA, or MX DNS records. mx.example.org'],
  ['denylist', '550 JunkMail rejected - a.example [192.0.2.1] is in an RBL'],
  ['denylist', '550 Blocked IP'],
  ['content', '550 This message was classified as SPAM and may not be delivered'],
  ['content', '550 High probability of spam'],
  // Postfix
  [
    'bounce',
    '550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown in local recipient table',
  ],
  ['bounce', '550 5.7.1 <ann@example.org>: Recipient address rejected: user unknown in virtual alias table'],
  [
    'bounce',
    '554 5.4.4 Host or domain name not found. Name service error for name=gone.example type=MX: Host not found',
  ],
  ['sender', '550 5.1.8 <bounce@mail.example.org>: Sender address rejected: Domain not found'],
  [
    'sender',
    '550 5.1.0 <bounce@mail.example.org>: Sender address rejected: User unknown in virtual mailbox table',
  ],
  [
    'sender',
    '553 5.5.4 <bounce@mail.example.org>: Sender address rejected: undeliverable address: no such user',
  ],
  ['sender', '550 5.7.1 Please see http://www.openspf.org/Why?id=mail.example.org: Reject'],
  ['sender', '450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]'],
  ['denylist', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org'],
  ['soft-bounce', '554 5.7.1 <ann@example.org>: Relay access denied'],
  // Deny-lists, and servers that are hard to read
  ['denylist', '550 Your mail server is on a DNSBL, see https://www.spamhaus.org/query/ip/192.0.2.1'],
  ['denylist', '554 Refused. Your IP address is listed in the RBL at bl.spamcop.net'],
  ['denylist', '550 Your domain has a poor sender reputation'],
  ['denylist', '571 Message refused by recipient’s policy'],
  ['denylist', '550 Bad reputation of the sending host'],
  ['sender', '550 Bad SPF records for [mail.example.org:192.0.2.1]'],
  ['sender', '550 The sender’s mailbox does not exist'],
  ['sender', '553 Mail from mail.example.org not allowed: envelope sender domain must exist'],
  ['sender', '550 Reverse DNS lookup failed for host 192.0.2.1'],
  ['content', '554 Transaction failed: message contains malware'],
  ['content', '554 5.6.0 Message contains an invalid header'],
  // A mailbox that does not exist, whatever else the reply talks of
  ['bounce', '550 5.1.1 No such user (not a block list, see https://barracuda.example/help)'],
  ['bounce', '550 Unknown user; repeated attempts put you on our blacklist'],
  ['bounce', '550 5.1.1 <ann@example.org> mailbox not found; help: https://postmaster.example/reputation'],
  ['bounce', '554 5.7.1 Recipient does not exist. Hosts that keep sending are denylisted'],
  ['bounce', '550 5.1.1 The recipient’s address was not found. The sender should check it and send again'],
  ['bounce', '550 5.1.6 Recipient no longer on server: ann@example.org'],
  [
    'bounce',
    '556 5.1.10 <ann@example.org>: Recipient address rejected: domain example.org does not accept mail (nullMX)',
  ],
  ['bounce', '550 5.1.1 <spam.content@example.org>: unbekannt'],
  // In doubt
  ['soft-bounce', '550 Requested action not taken'],
  ['soft-bounce', '554 Transaction failed'],
  ['soft-bounce', '550 5.0.0 Rejected'],
  ['soft-bounce', '550 5.1.0 Address rejected'],
  ['soft-bounce', '554 5.4.6 Too many hops'],
  ['soft-bounce', '554 5.3.5 Local configuration error'],
  ['soft-bounce', '550 5.5.1 Protocol error'],
  ['soft-bounce', '550 Postfach voll oder abgelehnt'],
  ['soft-bounce', '554 5.2.1 Mailbox temporarily disabled'],
]

/** SES repeats the server's enhanced status code, or else sends 5.0.0. */
function permanent(reply: string): Bounce {
  const status = /\b[45]\.\d+\.\d+\b/.exec(reply)?.[0] ?? '5.0.0'
  return { bounceType: 'Permanent', bounceSubType: 'General', status, diagnosticCode: `smtp; ${reply}` }
}

const meaningOf = (bounce: Bounce) => {
  const result = classifyBounce(bounce)
  return typeof result === 'string' ? result : result.fault
}

describe('a reply that SES takes for permanent', () => {
  it.each(replies)('is read as %s: %s', (meaning, reply) => {
    expect(meaningOf(permanent(reply))).toBe(meaning)
  })

  it('means the same without a status code of SES’s own', () => {
    for (const [meaning, reply] of replies) {
      const { status: _, ...bounce } = permanent(reply)
      expect([meaningOf(bounce), reply]).toEqual([meaning, reply])
    }
  })

  it('never ends a mailing by the status code of a fault of ours alone (RFC 3463, RFC 7372, RFC 7505)', () => {
    for (const status of ['5.1.7', '5.1.8', '5.7.20', '5.7.23', '5.7.25', '5.7.26', '5.7.27'])
      expect([status, meaningOf({ bounceType: 'Permanent', status })]).toEqual([status, 'sender'])
  })

  it('ends it by the status code of a dead mailbox alone', () => {
    for (const status of ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])
      expect([status, meaningOf({ bounceType: 'Permanent', status })]).toEqual([status, 'bounce'])
  })
})

describe('a reply that SES takes for transient or cannot read', () => {
  it.each(['Transient', 'Undetermined'])('(%s) never ends a mailing by itself', (bounceType) => {
    for (const [, reply] of replies) expect(meaningOf({ ...permanent(reply), bounceType })).not.toBe('bounce')
  })
})
