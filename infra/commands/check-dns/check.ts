import type { Resolver } from 'node:dns/promises'
import type { DnsRecord } from '../../constructs/dns-record-values.ts'

/** The state of one record in the DNS. `unknown`: the DNS did not answer. */
export interface Finding {
  readonly record: DnsRecord
  readonly state: 'right' | 'missing' | 'wrong' | 'unknown'
  /** The record found and the correction, in words. */
  readonly notes: readonly string[]
}

export type Lookup = Pick<Resolver, 'resolveCname' | 'resolveMx' | 'resolveTxt' | 'resolve4'>

/** Looks each record up in the DNS. */
export function checkRecords(dns: Lookup, records: readonly DnsRecord[]): Promise<Finding[]> {
  return Promise.all(records.map((record) => checkRecord(dns, record)))
}

async function checkRecord(dns: Lookup, record: DnsRecord): Promise<Finding> {
  try {
    const found = await valuesOf(dns, record)
    const faults = found.length === 0 ? [] : faultsOf(record, found)
    if (found.length === 0) return { record, state: 'missing', notes: await missing(dns, record) }
    if (faults.length === 0) return { record, state: 'right', notes: [] }
    return { record, state: 'wrong', notes: [...faults, enter(record)] }
  } catch (error) {
    const { code = 'an unknown error' } = error as NodeJS.ErrnoException
    return { record, state: 'unknown', notes: [`The DNS did not answer (${code}). Try again later.`] }
  }
}

/** Returns the values as providers show them; of the TXT records at a name, only those of the same purpose. */
async function valuesOf(dns: Lookup, { id, name, type, value }: DnsRecord): Promise<string[]> {
  switch (type) {
    case 'CNAME': {
      const names = await orNone(dns.resolveCname(name))
      if (names.length > 0 || id !== 'Site') return names.map(bare)
      // At a zone's apex, providers answer with addresses instead of a CNAME, so the target's addresses are accepted.
      return sameAddresses(await orNone(dns.resolve4(name)), await orNone(dns.resolve4(value))) ? [value] : []
    }
    case 'MX':
      return (await orNone(dns.resolveMx(name))).map(
        ({ priority, exchange }) => `${priority} ${bare(exchange)}`,
      )
    case 'TXT': {
      const marker = value.slice(0, value.search(/[ ;]/))
      const texts = (await orNone(dns.resolveTxt(name))).map((parts) => parts.join(''))
      return texts.filter((text) => text.toLowerCase().startsWith(marker.toLowerCase()))
    }
  }
}

function faultsOf(record: DnsRecord, found: readonly string[]): string[] {
  switch (record.id) {
    case 'Dmarc':
      return dmarcFaults(found)
    case 'MailFromSpf':
      return spfFaults(found)
    case 'MailFromMx':
      return mxFaults(record, found)
    default:
      return found.some((value) => same(value, record.value)) ? [] : [`It points to ${found.join(', ')}.`]
  }
}

/** SES accepts a MAIL FROM domain only with exactly this MX record. */
function mxFaults({ value }: DnsRecord, found: readonly string[]): string[] {
  const hostOf = (mx: string) => mx.split(' ')[1] ?? ''
  const others = found.filter((mx) => !same(hostOf(mx), hostOf(value)))
  if (others.length === 0) return []
  return [`Found ${others.join(' and ')}. SES needs exactly one MX record, its own.`]
}

/** Checks SPF by RFC 7208. */
function spfFaults(found: readonly string[]): string[] {
  const terms = (found[0] ?? '').toLowerCase().split(/\s+/)
  return [
    ...(found.length > 1
      ? [`There are ${found.length} SPF records: receivers then ignore all of them. Merge them.`]
      : []),
    ...(terms.includes('include:amazonses.com') ? [] : ['“include:amazonses.com” is missing.']),
    ...(terms.some((term) => term === '+all' || term === 'all')
      ? ['“+all” lets anyone send: end with “~all” instead.']
      : []),
  ]
}

const dmarcTags = ['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 'psd', 't']
const removedTags = ['pct', 'rf', 'ri']

/** Checks DMARC by RFC 9989. */
function dmarcFaults(found: readonly string[]): string[] {
  const pairs = (found[0] ?? '').split(';').filter((tag) => tag.trim() !== '')
  const tags = pairs.map((tag) => tag.split('=').map((part) => part.trim()) as [string, string?])
  const policy = tags.find(([name]) => name === 'p')?.[1]
  const removed = tags.map(([name]) => name).filter((name) => removedTags.includes(name))
  const unknown = tags.map(([name]) => name).filter((name) => ![...dmarcTags, ...removedTags].includes(name))
  return [
    ...(found.length > 1
      ? [`There are ${found.length} DMARC records: receivers then ignore all of them. Keep one.`]
      : []),
    ...(['none', 'quarantine', 'reject'].includes(policy ?? '')
      ? []
      : ['The policy is missing: “p=none”, “p=quarantine” or “p=reject”.']),
    ...(removed.length > 0 ? [`Remove ${quoted(removed)}, which RFC 9989 no longer allows.`] : []),
    ...(unknown.length > 0 ? [`DMARC has no tag ${quoted(unknown)}.`] : []),
  ]
}

/** Detects the most common mistake: a full name entered at a provider that adds the zone's name. */
async function missing(dns: Lookup, record: DnsRecord): Promise<string[]> {
  const labels = record.name.split('.')
  for (let from = 1; from < labels.length - 1; from++) {
    const zone = labels.slice(from).join('.')
    const doubled = { ...record, name: `${record.name}.${zone}` }
    if ((await valuesOf(dns, doubled).catch(() => [])).length === 0) continue
    const short = labels.slice(0, from).join('.')
    return [
      `It was entered as ${doubled.name}: your provider adds “${zone}” automatically. Enter the name “${short}”.`,
    ]
  }
  return ['Not found.', enter(record), ...atApex(record)]
}

function enter({ name, type, value }: DnsRecord): string {
  const [priority, host] = value.split(' ')
  const what = type === 'MX' ? `priority ${priority}, value ${host}` : `value ${value}`
  return `Enter: type ${type}, name ${name}, ${what}`
}

/** The site's host may be a zone of its own, where the DNS allows no CNAME. */
function atApex({ id, name, value }: DnsRecord): string[] {
  if (id !== 'Site') return []
  return [
    `If your provider refuses it because ${name} is the zone itself, enter an ALIAS, ANAME or flattened CNAME to ${value}.`,
  ]
}

/** Treats a missing name, or a missing record at it, as an empty answer. */
async function orNone<T>(answer: Promise<T[]>): Promise<T[]> {
  return answer.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return []
    throw error
  })
}

const bare = (name: string) => name.replace(/\.$/, '')
const same = (left: string, right: string) => bare(left).toLowerCase() === bare(right).toLowerCase()
const sameAddresses = (left: string[], right: string[]) => left.some((address) => right.includes(address))
const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ')
