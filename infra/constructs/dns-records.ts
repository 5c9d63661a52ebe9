import { Duration, Token } from 'aws-cdk-lib'
import {
  ARecord,
  CnameRecord,
  HostedZone,
  type IAliasRecordTarget,
  type IHostedZone,
  MxRecord,
  RecordTarget,
  TxtRecord,
} from 'aws-cdk-lib/aws-route53'
import { Construct } from 'constructs'
import type { Settings } from '../../shared/settings/settings.ts'
import { asLine, type DnsRecord } from './dns-record-values.ts'
import { namedOutput } from './named-output.ts'

export interface DnsRecordsProps {
  readonly settings: Settings
  readonly records: readonly DnsRecord[]
  /** Stands in for a CNAME at the zone's apex, where the DNS allows none (RFC 1034, 3.6.2). */
  readonly apexTarget?: IAliasRecordTarget
}

const ttl = Duration.hours(1)

/** Lists the DNS records needed as outputs, and creates them if the zone is in Route 53. */
export class DnsRecords extends Construct {
  constructor(scope: Construct, id: string, { settings, records, apexTarget }: DnsRecordsProps) {
    super(scope, id)
    for (const record of records) {
      const description = `DNS: ${record.name} ${record.type}`
      namedOutput(this, `Dns${record.id}`, {
        value: asLine(record),
        ...(!Token.isUnresolved(record.name) && { description }),
      })
    }
    const { hostedZone } = settings.sender
    if (!hostedZone) return
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    })
    for (const record of records.filter(({ name, id }) => isInZone(name, hostedZone.name) || isDkim(id)))
      this.#enter(zone, record, apexTarget)
  }

  #enter(zone: IHostedZone, { id, name, type, value }: DnsRecord, apexTarget?: IAliasRecordTarget): void {
    // The final dot makes the name absolute.
    const recordName = `${name}.`
    if (type === 'CNAME' && name === zone.zoneName && apexTarget) {
      new ARecord(this, `${id}Record`, { zone, recordName, target: RecordTarget.fromAlias(apexTarget) })
      return
    }
    const common = { zone, recordName, ttl }
    switch (type) {
      case 'CNAME':
        new CnameRecord(this, `${id}Record`, { ...common, domainName: value })
        break
      case 'MX': {
        const [priority, hostName = ''] = value.split(' ')
        new MxRecord(this, `${id}Record`, { ...common, values: [{ priority: Number(priority), hostName }] })
        break
      }
      case 'TXT':
        new TxtRecord(this, `${id}Record`, { ...common, values: [value] })
        break
    }
  }
}

/** SES chooses the names of its DKIM records, which are known only at deployment. */
const isDkim = (id: string) => id.startsWith('Dkim')
const isInZone = (name: string, zone: string) => `.${name}`.endsWith(`.${zone}`)
