import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Settings } from '../../shared/settings/settings.ts'

export interface TablesProps {
  readonly settings: Settings
  /** Encrypts both tables. */
  readonly key: Key
}

/**
 * Two tables, two promises. `Supporters` is what we know about people, and can be erased. `Ledger` is what happened:
 * append-only, no personal data in the clear. No method here grants an update or a deletion in the ledger.
 */
export class Tables extends Construct {
  readonly supporters: TableV2
  readonly ledger: TableV2
  readonly #key: Key

  constructor(scope: Construct, id: string, { settings, key }: TablesProps) {
    super(scope, id)
    this.#key = key
    const common = keptTable(settings, key)
    this.supporters = new TableV2(this, 'Supporters', {
      ...common,
      partitionKey: { name: 'supporterId', type: AttributeType.STRING },
      sortKey: { name: 'item', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    })
    this.ledger = new TableV2(this, 'Ledger', {
      ...common,
      partitionKey: { name: 'supporterId', type: AttributeType.STRING },
      sortKey: { name: 'sequence', type: AttributeType.NUMBER },
      dynamoStream: StreamViewType.NEW_IMAGE,
    })
    new CfnOutput(this, 'SupportersTable', { value: this.supporters.tableName })
    new CfnOutput(this, 'LedgerTable', { value: this.ledger.tableName })
  }

  /** Reads one supporter's record and last event: what every page and decision needs. */
  grantRead(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:GetItem')
    this.ledger.grant(fn, 'dynamodb:Query')
    this.#connect(fn)
  }

  /** Reads what owes a mail, and whom it is owed to. */
  grantReadOwed(fn: LambdaFunction): void {
    this.grantRead(fn)
    this.ledger.grant(fn, 'dynamodb:GetItem')
  }

  /** Appends an event to the ledger and writes the supporter it leads to, in one transaction. */
  grantCommit(fn: LambdaFunction): void {
    this.grantRead(fn)
    this.supporters.grant(fn, 'dynamodb:PutItem')
    this.ledger.grant(fn, 'dynamodb:PutItem')
  }

  /** Counts and marks in items beside the supporter's: rate limits, mails on their way. */
  grantCount(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:UpdateItem')
    this.#connect(fn)
  }

  /** Reads everything held about one supporter. */
  grantLookUp(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:Query')
    this.ledger.grant(fn, 'dynamodb:Query')
    this.#connect(fn)
  }

  /** Notes the hashes of new events beside them. It can write no event and no seal, and read nothing. */
  grantCollect(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:PutItem'], ['leaves'])
  }

  /** Reads what was collected, writes seals. It can neither read nor write an event. */
  grantSeal(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:Query'], ['leaves', 'seal', 'sealed#*'])
    this.#grantInLedger(fn, ['dynamodb:GetItem'], ['sealed#*'])
    this.#grantInLedger(fn, ['dynamodb:PutItem'], ['seal', 'seal-plan', 'sealed#*'])
  }

  /** Deletes what stands beside a supporter's profile, and records that it did. */
  grantErase(fn: LambdaFunction): void {
    this.grantCommit(fn)
    this.supporters.grant(fn, 'dynamodb:Query', 'dynamodb:DeleteItem')
  }

  /** Goes through all records, and forgets in each what its time is over for. */
  grantRetention(fn: LambdaFunction): void {
    this.grantErase(fn)
    this.supporters.grant(fn, 'dynamodb:Scan')
  }

  /** Reads everything held about one supporter, and the seals that prove it. */
  grantReceipt(fn: LambdaFunction): void {
    this.grantLookUp(fn)
    this.#grantInLedger(fn, ['dynamodb:GetItem'], ['sealed#*'])
  }

  /** Reads the records of many supporters at once, by id. */
  grantLoadMany(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:BatchGetItem')
    this.#connect(fn)
  }

  /** Reads every supporter's record: for batches of officers and schedules, never for a public request. */
  grantScan(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:Scan')
    this.#connect(fn)
  }

  /** Appends to one partition of the ledger that is no supporter's, and reads nothing. */
  grantAppend(fn: LambdaFunction, partition: 'digest' | 'statistics'): void {
    this.#grantInLedger(fn, ['dynamodb:PutItem'], [partition])
  }

  /** Reads the day's figures. */
  grantStatistics(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:Query'], ['statistics'])
  }

  /** Puts an officer's act on the audit trail, and nothing else anywhere in the ledger. */
  grantAudit(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:PutItem'], ['officers#*'])
  }

  /** Reads the audit trail. */
  grantReadAudit(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:Query'], ['officers#*'])
  }

  #grantInLedger(fn: LambdaFunction, actions: string[], partitions: string[]): void {
    fn.addToRolePolicy(
      new PolicyStatement({
        actions,
        resources: [this.ledger.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
      }),
    )
    this.#key.grant(fn, 'kms:Decrypt', 'kms:DescribeKey')
    fn.addEnvironment(environment.ledgerTable, this.ledger.tableName)
  }

  #connect(fn: LambdaFunction): void {
    this.#key.grantEncryptDecrypt(fn)
    fn.addEnvironment(environment.supportersTable, this.supporters.tableName)
    fn.addEnvironment(environment.ledgerTable, this.ledger.tableName)
  }
}

/** How every table of ours is kept: backed up, protected, encrypted by the charity's own key. */
export function keptTable(settings: Settings, key: Key) {
  const production = settings.environment === 'production'
  return {
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.customerManagedKey(key),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: production,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  }
}
