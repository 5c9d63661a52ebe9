import type { Resolver } from 'node:dns/promises'
import type { DnsRecord } from '../../constructs/dns-record-values.ts'

/** What the DNS says of one record. `unknown`: it could not be asked. */
export interface Finding {
  readonly record: DnsRecord
  readonly state: 'right' | 'missing' | 'wrong' | 'unknown'
  /** In words: what is there, and what to do. */
  readonly says: readonly string[]
}

export type Lookup = Pick<Resolver, 'resolveCname' | 'resolveMx' | 'resolveTxt' | 'resolve4'>

/** Asks the DNS for each record. */
export function checkRecords(dns: Lookup, records: readonly DnsRecord[]): Promise<Finding[]> {
  return Promise.all(records.map((record) => checkRecord(dns, record)))
}

async function checkRecord(dns: Lookup, record: DnsRecord): Promise<Finding> {
  try {
    const found = await valuesOf(dns, record)
    const faults = found.length === 0 ? [] : faultsOf(record, found)
    if (found.length === 0) return { record, state: 'missing', says: await missing(dns, record) }
    if (faults.length === 0) return { record, state: 'right', says: [] }
    return { record, state: 'wrong', says: [...faults, enter(record)] }
  } catch (error) {
    const { code = 'an unknown error' } = error as NodeJS.ErrnoException
    return { record, state: 'unknown', says: [`The DNS could not be asked (${code}). Try again in a while.`] }
  }
}

/** Each as a provider shows it; of TXT records at that name only those that are meant. */
async function valuesOf(dns: Lookup, { id, name, type, value }: DnsRecord): Promise<string[]> {
  switch (type) {
    case 'CNAME': {
      const names = await orNone(dns.resolveCname(name))
      if (names.length > 0 || id !== 'Site') return names.map(bare)
      // At a zone's top, providers answer with addresses instead: those of the same place will do.
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

/** SES takes a MAIL FROM domain only if it has this one MX record. */
function mxFaults({ value }: DnsRecord, found: readonly string[]): string[] {
  const hostOf = (mx: string) => mx.split(' ')[1] ?? ''
  const others = found.filter((mx) => !same(hostOf(mx), hostOf(value)))
  if (others.length === 0) return []
  return [`There is ${others.join(' and ')}. SES asks for exactly one MX record, its own.`]
}

/** RFC 7208. */
function spfFaults(found: readonly string[]): string[] {
  const terms = (found[0] ?? '').toLowerCase().split(/\s+/)
  return [
    ...(found.length > 1
      ? [`There are ${found.length} SPF records: more than one is none. Merge them.`]
      : []),
    ...(terms.includes('include:amazonses.com') ? [] : ['It does not have “include:amazonses.com”.']),
    ...(terms.some((term) => term === '+all' || term === 'all')
      ? ['It lets everybody send (“+all”): end with “~all”.']
      : []),
  ]
}

const dmarcTags = ['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 'psd', 't']
const goneTags = ['pct', 'rf', 'ri']

/** RFC 9989. */
function dmarcFaults(found: readonly string[]): string[] {
  const pairs = (found[0] ?? '').split(';').filter((tag) => tag.trim() !== '')
  const tags = pairs.map((tag) => tag.split('=').map((part) => part.trim()) as [string, string?])
  const policy = tags.find(([name]) => name === 'p')?.[1]
  const gone = tags.map(([name]) => name).filter((name) => goneTags.includes(name))
  const strange = tags.map(([name]) => name).filter((name) => ![...dmarcTags, ...goneTags].includes(name))
  return [
    ...(found.length > 1
      ? [`There are ${found.length} DMARC records: more than one is none. Keep one.`]
      : []),
    ...(['none', 'quarantine', 'reject'].includes(policy ?? '')
      ? []
      : ['It has no policy “p=none”, “p=quarantine” or “p=reject”.']),
    ...(gone.length > 0 ? [`It has ${quoted(gone)}, which RFC 9989 took away: leave it out.`] : []),
    ...(strange.length > 0 ? [`It has ${quoted(strange)}, which DMARC does not know.`] : []),
  ]
}

/** The commonest mistake: the provider's form adds the zone's name, and it was typed as well. */
async function missing(dns: Lookup, record: DnsRecord): Promise<string[]> {
  const labels = record.name.split('.')
  for (let from = 1; from < labels.length - 1; from++) {
    const zone = labels.slice(from).join('.')
    const doubled = { ...record, name: `${record.name}.${zone}` }
    if ((await valuesOf(dns, doubled).catch(() => [])).length === 0) continue
    const short = labels.slice(0, from).join('.')
    return [
      `It was entered as ${doubled.name}: your provider adds “${zone}” itself. Enter the name “${short}”.`,
    ]
  }
  return ['There is none.', enter(record)]
}

function enter({ name, type, value }: DnsRecord): string {
  const [priority, host] = value.split(' ')
  const what = type === 'MX' ? `priority ${priority}, value ${host}` : `value ${value}`
  return `Enter: type ${type}, name ${name}, ${what}`
}

/** No such name, or no such record at it, is an answer. */
async function orNone<T>(answer: Promise<T[]>): Promise<T[]> {
  return answer.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return []
    throw error
  })
}

const bare = (name: string) => name.replace(/\.$/, '')
const same = (left: string, right: string) => bare(left).toLowerCase() === bare(right).toLowerCase()
const sameAddresses = (ours: string[], theirs: string[]) => ours.some((address) => theirs.includes(address))
const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ')
