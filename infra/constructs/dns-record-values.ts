import type { Settings } from '../../shared/settings/settings.ts'

/** A record that mail needs in the DNS, as a provider's form asks for it: no dots at the ends. */
export interface DnsRecord {
  /** What it is called among the stack's outputs, after `Dns`. */
  readonly id: string
  readonly name: string
  readonly type: 'CNAME' | 'MX' | 'TXT'
  /** Of an MX: preference, space, host. */
  readonly value: string
}

export interface DkimToken {
  readonly name: string
  readonly value: string
}

/** The domain that mails come from. */
export function sendingDomain({ sender }: Pick<Settings, 'sender'>): string {
  return sender.address.slice(sender.address.lastIndexOf('@') + 1)
}

/** Where bounces go: a subdomain, so that SPF passes for the sender's own domain (MAIL FROM, RFC 5321). */
export const mailFromDomain = (settings: Pick<Settings, 'sender'>) => `bounce.${sendingDomain(settings)}`

/** Everything that mail needs. */
export function mailRecords(settings: Settings, dkim: readonly DkimToken[]): DnsRecord[] {
  const domain = sendingDomain(settings)
  const mailFrom = mailFromDomain(settings)
  return [
    ...dkim.map(({ name, value }, i): DnsRecord => ({ id: `Dkim${i + 1}`, name, type: 'CNAME', value })),
    {
      id: 'MailFromMx',
      name: mailFrom,
      type: 'MX',
      value: `10 feedback-smtp.${settings.region}.amazonses.com`,
    },
    { id: 'MailFromSpf', name: mailFrom, type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
    { id: 'Dmarc', name: `_dmarc.${domain}`, type: 'TXT', value: dmarcPolicy(settings) },
  ]
}

export function siteRecord(settings: Settings, target: string): DnsRecord {
  return { id: 'Site', name: new URL(settings.site.publicUrl).hostname, type: 'CNAME', value: target }
}

/** RFC 9989, which no longer knows `pct`, `rf` and `ri`. */
function dmarcPolicy({ sender }: Settings): string {
  const { policy, reportsTo } = sender.dmarc
  return [`v=DMARC1`, `p=${policy}`, ...(reportsTo ? [`rua=mailto:${reportsTo}`] : [])].join('; ')
}

/** One line to copy: name, type and value. */
export const asLine = ({ name, type, value }: DnsRecord) => `${name} ${type} ${value}`

/** @returns undefined for a line of something else */
export function fromLine(id: string, line: string): DnsRecord | undefined {
  const [, name, type, value] = /^(\S+) (CNAME|MX|TXT) (.+)$/.exec(line) ?? []
  return name && value ? { id, name, type: type as DnsRecord['type'], value } : undefined
}
