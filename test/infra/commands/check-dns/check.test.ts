import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  asLine,
  type DnsRecord,
  fromLine,
  mailRecords,
} from '../../../../infra/constructs/dns-record-values.ts'
import { settings } from '../../../support/builders.ts'
import { startDns, type Zone } from '../../../support/dns-server.ts'

const dkim = ['a', 'b', 'c'].map((token) => ({
  name: `${token}._domainkey.mail.example.org`,
  value: `${token}.dkim.amazonses.com`,
}))

/** The records that `production.example.json` needs. */
const right: Zone = {
  ...Object.fromEntries(dkim.map(({ name, value }) => [name, { CNAME: [value] }])),
  'bounce.mail.example.org': {
    MX: ['10 feedback-smtp.eu-west-2.amazonses.com'],
    TXT: ['v=spf1 include:amazonses.com ~all', 'another text'],
  },
  '_dmarc.mail.example.org': { TXT: ['v=DMARC1; p=quarantine; rua=mailto:dmarc@example.org'] },
  'supporters.example.org': { CNAME: ['d-1.execute-api.eu-west-2.amazonaws.com'] },
}

const outputs = Object.fromEntries(
  [
    ...dkim.map(({ name, value }, i): DnsRecord => ({ id: `Dkim${i + 1}`, name, type: 'CNAME', value })),
    {
      id: 'Site',
      name: 'supporters.example.org',
      type: 'CNAME' as const,
      value: 'd-1.execute-api.eu-west-2.amazonaws.com',
    },
  ].map((record) => [`Dns${record.id}`, asLine(record)]),
)

/** Runs the command itself against a real name server. */
async function check(changes: Zone, deployed: Record<string, string> = outputs) {
  const folder = mkdtempSync(join(tmpdir(), 'supporter-dns-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const settingsFile = join(folder, 'production.json')
  copyFileSync('infra/settings/production.example.json', settingsFile)
  if (Object.keys(deployed).length > 0) {
    writeFileSync(join(folder, 'production.outputs.json'), JSON.stringify({ Stack: deployed }))
  }
  const dns = await startDns({ ...right, ...changes })
  onTestFinished(() => dns.stop())
  const args = ['infra/commands/check-dns/check-dns.ts', '--settings', settingsFile, '--server', dns.address]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'close')
  return { code, text }
}

describe('the DNS', () => {
  it('is reported right if it has everything that mail needs', async () => {
    const { code, text } = await check({})
    expect(text).toContain('All 7 records are right.')
    expect(code).toBe(0)
  })

  it.each<[string, Zone, RegExp]>([
    [
      'a DKIM record is missing',
      { 'b._domainkey.mail.example.org': {} },
      /✗ {2}CNAME b\._domainkey\.mail\.example\.org: missing[^✗✓]*Enter: type CNAME, name b\._domainkey\.mail\.example\.org, value b\.dkim\.amazonses\.com/,
    ],
    [
      'the site is missing, which may be a zone itself',
      { 'supporters.example.org': {} },
      /✗ {2}CNAME supporters\.example\.org: missing[^✗✓]*enter an ALIAS, ANAME or flattened CNAME to d-1\.execute/,
    ],
    [
      'a name includes the zone twice',
      {
        'b._domainkey.mail.example.org': {},
        'b._domainkey.mail.example.org.example.org': { CNAME: ['b.dkim.amazonses.com'] },
      },
      /your provider adds “example\.org” automatically\. Enter the name “b\._domainkey\.mail”/,
    ],
    [
      'a DKIM record points elsewhere',
      { 'a._domainkey.mail.example.org': { CNAME: ['a.dkim.other.example'] } },
      /points to a\.dkim\.other\.example/,
    ],
    [
      'bounces go to another region',
      {
        'bounce.mail.example.org': {
          ...right['bounce.mail.example.org'],
          MX: ['10 feedback-smtp.us-east-1.amazonses.com'],
        },
      },
      /exactly one MX record[^✗✓]*priority 10, value feedback-smtp\.eu-west-2/,
    ],
    [
      'there are two SPF records',
      {
        'bounce.mail.example.org': {
          ...right['bounce.mail.example.org'],
          TXT: ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'],
        },
      },
      /There are 2 SPF records/,
    ],
    [
      'SPF lets anyone send',
      { 'bounce.mail.example.org': { ...right['bounce.mail.example.org'], TXT: ['v=spf1 +all'] } },
      /“include:amazonses\.com” is missing[^✗✓]*lets anyone send/,
    ],
    [
      'DMARC has obsolete tags',
      { '_dmarc.mail.example.org': { TXT: ['v=DMARC1; p=none; pct=50; ri=86400'] } },
      /Remove “pct”, “ri”, which RFC 9989 no longer allows/,
    ],
    [
      'DMARC has no policy',
      { '_dmarc.mail.example.org': { TXT: ['v=DMARC1; p=nothing; q=1'] } },
      /policy is missing[^✗✓]*DMARC has no tag “q”/,
    ],
    [
      'there are two DMARC records',
      { '_dmarc.mail.example.org': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } },
      /2 DMARC records/,
    ],
    [
      'the site’s name is missing',
      { 'supporters.example.org': {} },
      /CNAME supporters\.example\.org: missing/,
    ],
  ])('gets advice on what to enter if %s', async (_, changes, expected) => {
    const { code, text } = await check(changes)
    expect(text).toMatch(expected)
    expect(text).toMatch(/to enter or correct/)
    expect(code).toBe(1)
  })

  it('is right if it has addresses at the site’s name, and they are the same', async () => {
    const addresses = { A: ['203.0.113.9'] }
    const target = 'd-1.execute-api.eu-west-2.amazonaws.com'
    const { code } = await check({ 'supporters.example.org': addresses, [target]: addresses })
    expect(code).toBe(0)
  })

  it('is not reported as missing a record if the server fails to answer', async () => {
    const { code, text } = await check({ '_dmarc.mail.example.org': { fail: true } })
    expect(text).toMatch(/TXT _dmarc\.mail\.example\.org: unknown[^✗✓]*ESERVFAIL/)
    expect(code).toBe(2)
  })

  it('is checked for the records known before the first deployment', async () => {
    const { code, text } = await check({}, {})
    expect(text).toContain('SES chooses three records at deployment')
    expect(code).toBe(2)
  })
})

describe('the required records', () => {
  it('follow SES and RFC 9989, and are the same when read back from the outputs', () => {
    const records = mailRecords(settings, dkim)
    expect(records.map(asLine).filter((line) => !line.includes('_domainkey'))).toEqual([
      expect.stringMatching(/^bounce\.\S+ MX 10 feedback-smtp\.\S+\.amazonses\.com$/),
      expect.stringMatching(/^bounce\.\S+ TXT v=spf1 include:amazonses\.com ~all$/),
      expect.stringMatching(/^_dmarc\.\S+ TXT v=DMARC1; p=none$/),
    ])
    expect(records.map((record) => fromLine(record.id, asLine(record)))).toEqual(records)
    expect(records.map(asLine).join()).not.toMatch(/pct=|rf=|ri=/)
  })
})
