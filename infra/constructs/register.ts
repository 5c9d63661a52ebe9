import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { namedOutput } from './named-output.ts'
import { keptTable } from './tables.ts'

export interface RegisterProps {
  readonly settings: Settings
  /** Encrypts the table. */
  readonly key: Key
}

/**
 * The register of data requests, in a table of its own: no public function has a permission on it, and restoring the
 * supporters leaves it untouched. Its personal data can be erased.
 */
export class Register extends Construct {
  readonly table: TableV2
  readonly #key: Key

  constructor(scope: Construct, id: string, { settings, key }: RegisterProps) {
    super(scope, id)
    this.#key = key
    const text = (name: string) => ({ name, type: AttributeType.STRING })
    this.table = new TableV2(this, 'Requests', {
      ...keptTable(settings, key),
      partitionKey: text('requestId'),
      sortKey: text('item'),
      // Both hold only items of data requests without personal data.
      globalSecondaryIndexes: [
        { indexName: 'by-day', partitionKey: text('standing'), sortKey: text('sortedOn') },
        { indexName: 'by-supporter', partitionKey: text('supporterId'), sortKey: text('receivedOn') },
      ],
    })
    namedOutput(this, 'RequestsTable', { value: this.table.tableName })
  }

  /** Lets a function read data requests, with their contacts and notes. */
  grantRead(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:GetItem', 'dynamodb:Query'], this.table.tableArn)
    this.grantList(fn)
  }

  /** Lets a function list data requests, without personal data. */
  grantList(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:Query'], `${this.table.tableArn}/index/by-day`)
  }

  /** Lets a function find the data requests of one supporter, without personal data. */
  grantFind(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:Query'], `${this.table.tableArn}/index/by-supporter`)
  }

  /** Lets a function file data requests and their events. */
  grantWrite(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn)
  }

  /** Lets a function delete data requests that are past their retention. */
  grantRemove(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:Query', 'dynamodb:DeleteItem'], this.table.tableArn)
    this.grantList(fn)
  }

  /** Lets a function end a data request, and erase the personal data in it. */
  grantErase(fn: LambdaFunction): void {
    this.grantWrite(fn)
    this.#grant(fn, ['dynamodb:Query', 'dynamodb:UpdateItem'], this.table.tableArn)
    this.grantFind(fn)
  }

  #grant(fn: LambdaFunction, actions: string[], resource: string): void {
    fn.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }))
    this.#key.grantEncryptDecrypt(fn)
    fn.addEnvironment(environment.requestsTable, this.table.tableName)
  }
}
