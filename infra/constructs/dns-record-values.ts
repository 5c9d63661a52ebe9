import type { Settings } from '../../shared/settings/settings.ts'

/** A DNS record in the form that providers ask for: without a final dot. */
export interface DnsRecord {
  /** The name of its output, after `Dns`. */
  readonly id: string
  readonly name: string
  readonly type: 'CNAME' | 'MX' | 'TXT'
  /** For MX: preference, space, host. */
  readonly value: string
}

export interface DkimToken {
  readonly name: string
  readonly value: string
}

/** Returns the domain of the sender's address. */
export function sendingDomain({ sender }: Pick<Settings, 'sender'>): string {
  return sender.address.slice(sender.address.lastIndexOf('@') + 1)
}

/** Returns the domain of the return path: a subdomain, so that SPF aligns (MAIL FROM, RFC 5321). */
export const mailFromDomain = (settings: Pick<Settings, 'sender'>) => `bounce.${sendingDomain(settings)}`

/** Returns every DNS record that mail needs. */
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

/** Returns the DMARC policy by RFC 9989, which no longer has `pct`, `rf` and `ri`. */
function dmarcPolicy({ sender }: Settings): string {
  const { policy, reportsTo } = sender.dmarc
  return [`v=DMARC1`, `p=${policy}`, ...(reportsTo ? [`rua=mailto:${reportsTo}`] : [])].join('; ')
}

/** Formats a record as a line to copy: name, type and value. */
export const asLine = ({ name, type, value }: DnsRecord) => `${name} ${type} ${value}`

/** Parses such a line. @returns undefined for any other line */
export function fromLine(id: string, line: string): DnsRecord | undefined {
  const [, name, type, value] = /^(\S+) (CNAME|MX|TXT) (.+)$/.exec(line) ?? []
  return name && value ? { id, name, type: type as DnsRecord['type'], value } : undefined
}
