import { Resolver } from 'node:dns/promises'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Instant } from '../domain/events.ts'
import { domainOf } from '../lib/domain-of.ts'

/** The domains of mailboxes, as the DNS knows them. */
export interface MailDomains {
  /**
   * Checks whether an address's domain may take mail. Not if it does not exist, or has a null MX (RFC 7505). A domain
   * without MX records may be its own mail server (RFC 5321, section 5.1). Where the DNS gives no answer, it may.
   */
  mayTakeMail(address: EmailAddress): Promise<boolean>
}

/** Milliseconds for which an answer is kept. */
const keptFor = 10 * 60_000
/** The most domains kept in memory; at the next one, all are forgotten. */
const mostKept = 1000
/** Milliseconds: a mail waits for its turn to be sent meanwhile. */
const timeout = 1000

/** @param servers the name servers to ask. @default the system's, which in AWS is the VPC's resolver */
export function mailDomains(clock: () => Instant, servers?: readonly string[]): MailDomains {
  const resolver = new Resolver({ timeout, tries: 1 })
  if (servers) resolver.setServers([...servers])
  const known = new Map<string, { readonly until: Instant; readonly answer: Promise<boolean> }>()
  return {
    mayTakeMail(address) {
      const domain = domainOf(address.mailbox())
      const kept = known.get(domain)
      if (kept && kept.until > clock()) return kept.answer
      if (known.size >= mostKept) known.clear()
      const answer = lookUp(resolver, domain)
      known.set(domain, { until: clock() + keptFor, answer })
      return answer
    },
  }
}

async function lookUp(resolver: Resolver, domain: string): Promise<boolean> {
  try {
    const records = await resolver.resolveMx(domain)
    return records.length === 0 || records.some(({ exchange }) => exchange !== '' && exchange !== '.')
  } catch (error) {
    // ENOTFOUND is the server's own "no such domain"; ENODATA, ETIMEOUT and the rest leave it open.
    return (error as NodeJS.ErrnoException).code !== 'ENOTFOUND'
  }
}
