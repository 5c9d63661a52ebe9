import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { everyValue } from './every-value.ts'
import { namedOutput } from './named-output.ts'
import { protectedRemovalOf } from './removal.ts'

export interface TablesProps {
  readonly settings: Settings
  /** Encrypts both tables. */
  readonly key: Key
}

/**
 * Two tables, two promises. `Supporters` holds personal data and can be erased. `Ledger` holds events: append-only,
 * without personal data. No method here grants an update or a deletion in the ledger.
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
    namedOutput(this, 'SupportersTable', { value: this.supporters.tableName })
    namedOutput(this, 'LedgerTable', { value: this.ledger.tableName })
  }

  /** Lets a function read one supporter's record and last event, which every page and decision needs. */
  grantRead(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:GetItem')
    this.ledger.grant(fn, 'dynamodb:Query')
    this.#connect(fn)
  }

  /** Lets a function read an event that owes a mail or other work, and the supporter it is owed to. */
  grantReadOwed(fn: LambdaFunction): void {
    this.grantRead(fn)
    this.ledger.grant(fn, 'dynamodb:GetItem')
  }

  /** Lets a function append an event and write the resulting supporter, in one transaction. */
  grantCommit(fn: LambdaFunction): void {
    this.grantRead(fn)
    this.supporters.grant(fn, 'dynamodb:PutItem')
    this.ledger.grant(fn, 'dynamodb:PutItem')
  }

  /** Lets a function write the items beside a supporter's profile that count or mark: rate limits, mails being sent. */
  grantCount(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:UpdateItem')
    this.#connect(fn)
  }

  /** Lets a function count the people whom each officer asked about, and write nothing on any supporter. */
  grantCountAsked(fn: LambdaFunction): void {
    this.#grantIn(this.supporters, fn, ['dynamodb:UpdateItem'], ['asked#*'])
    this.#connect(fn)
  }

  /** Lets a function count the outcomes of first mails, and write nothing on any supporter. */
  grantCountFirstMails(fn: LambdaFunction): void {
    this.#grantIn(this.supporters, fn, ['dynamodb:UpdateItem'], ['brake'])
    this.#connect(fn)
  }

  /** Lets a function read these counts. */
  grantReadFirstMails(fn: LambdaFunction): void {
    this.#grantIn(this.supporters, fn, ['dynamodb:Query'], ['brake'])
    this.#connect(fn)
  }

  /** Lets a function read everything held on one supporter. */
  grantLookUp(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:Query')
    this.ledger.grant(fn, 'dynamodb:Query')
    this.#connect(fn)
  }

  /** Lets a function record the hashes of new events. It can write no event and no seal, and read nothing. */
  grantCollect(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:PutItem'], ['leaves'])
  }

  /** Lets a function read the collected hashes and write seals. It can neither read nor write an event. */
  grantSeal(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:Query'], ['leaves', 'seal', 'sealed#*'])
    this.#grantInLedger(fn, ['dynamodb:GetItem'], ['sealed#*'])
    this.#grantInLedger(fn, ['dynamodb:PutItem'], ['seal', 'seal-plan', 'sealed#*'])
  }

  /** Lets a function delete the items beside a supporter's profile, and record it. */
  grantErase(fn: LambdaFunction): void {
    this.grantCommit(fn)
    this.supporters.grant(fn, 'dynamodb:Query', 'dynamodb:DeleteItem')
  }

  /** Lets a function read all records and delete the data that is past its retention. */
  grantRetention(fn: LambdaFunction): void {
    this.grantErase(fn)
    this.supporters.grant(fn, 'dynamodb:Scan')
  }

  /** Lets a function read everything held on one supporter, and the seals that prove it. */
  grantReceipt(fn: LambdaFunction): void {
    this.grantLookUp(fn)
    this.#grantInLedger(fn, ['dynamodb:GetItem'], ['sealed#*'])
  }

  /** Lets a function read the records of many supporters at once, by id. */
  grantLoadMany(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:BatchGetItem')
    this.#connect(fn)
  }

  /** Lets a function read every supporter's record: for officers' lists and schedules, never for a public request. */
  grantScan(fn: LambdaFunction): void {
    this.supporters.grant(fn, 'dynamodb:Scan')
    this.#connect(fn)
  }

  /** Lets a function append to one partition of the ledger that belongs to no supporter, and read nothing. */
  grantAppend(fn: LambdaFunction, partition: 'digest' | 'statistics'): void {
    this.#grantInLedger(fn, ['dynamodb:PutItem'], [partition])
  }

  /** Lets a function read the day's figures. */
  grantStatistics(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:Query'], ['statistics'])
  }

  /** Lets a function add an officer's act to the audit trail, and write nothing else in the ledger. */
  grantAudit(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:PutItem'], ['officers#*'])
  }

  /** Lets a function read the audit trail. */
  grantReadAudit(fn: LambdaFunction): void {
    this.#grantInLedger(fn, ['dynamodb:Query'], ['officers#*'])
  }

  #grantInLedger(fn: LambdaFunction, actions: string[], partitions: string[]): void {
    this.#grantIn(this.ledger, fn, actions, partitions)
    this.#key.grant(fn, 'kms:Decrypt', 'kms:DescribeKey')
    fn.addEnvironment(environment.ledgerTable, this.ledger.tableName)
  }

  #grantIn(table: TableV2, fn: LambdaFunction, actions: string[], partitions: string[]): void {
    fn.addToRolePolicy(
      new PolicyStatement({
        actions,
        resources: [table.tableArn],
        conditions: everyValue('StringLike', { 'dynamodb:LeadingKeys': partitions }),
      }),
    )
  }

  #connect(fn: LambdaFunction): void {
    this.#key.grantEncryptDecrypt(fn)
    fn.addEnvironment(environment.supportersTable, this.supporters.tableName)
    fn.addEnvironment(environment.ledgerTable, this.ledger.tableName)
  }
}

/** Returns the properties that all of our tables share: backed up, protected, encrypted with the charity's own key. */
export function keptTable(settings: Settings, key: Key) {
  return {
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.customerManagedKey(key),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    ...protectedRemovalOf(settings),
  }
}
