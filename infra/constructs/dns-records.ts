import { CfnOutput, Duration, Token } from 'aws-cdk-lib'
import { CnameRecord, HostedZone, type IHostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53'
import { Construct } from 'constructs'
import type { Settings } from '../../shared/settings/settings.ts'
import { asLine, type DnsRecord } from './dns-record-values.ts'

export interface DnsRecordsProps {
  readonly settings: Settings
  readonly records: readonly DnsRecord[]
}

const ttl = Duration.hours(1)

/** Says as outputs what has to be in the DNS, and enters it where the zone is in Route 53. */
export class DnsRecords extends Construct {
  constructor(scope: Construct, id: string, { settings, records }: DnsRecordsProps) {
    super(scope, id)
    for (const record of records) {
      const description = `DNS: ${record.name} ${record.type}`
      new CfnOutput(this, record.id, {
        value: asLine(record),
        ...(!Token.isUnresolved(record.name) && { description }),
      })
        // So that it is found again, whatever stands around it.
        .overrideLogicalId(`Dns${record.id}`)
    }
    const { hostedZone } = settings.sender
    if (!hostedZone) return
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    })
    for (const record of records.filter(({ name, id }) => isInZone(name, hostedZone.name) || isDkim(id)))
      this.#enter(zone, record)
  }

  #enter(zone: IHostedZone, { id, name, type, value }: DnsRecord): void {
    // The dot at the end: this is the whole name, nothing is to be added.
    const common = { zone, recordName: `${name}.`, ttl }
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

/** SES names its own after the domain; how exactly is known at deployment only. */
const isDkim = (id: string) => id.startsWith('Dkim')
const isInZone = (name: string, zone: string) => `.${name}`.endsWith(`.${zone}`)
