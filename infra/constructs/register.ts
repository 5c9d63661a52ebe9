import { CfnOutput } from 'aws-cdk-lib'
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { keptTable } from './tables.ts'

export interface RegisterProps {
  readonly settings: Settings
  /** Encrypts the table. */
  readonly key: Key
}

/**
 * The register of data requests, in a table of its own: no function that the public can reach has a permission in it,
 * and restoring the supporters from a backup leaves it as it is. What is personal in it can be erased.
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
      // Both hold the one item of a request in which nothing is personal.
      globalSecondaryIndexes: [
        { indexName: 'by-day', partitionKey: text('standing'), sortKey: text('sortedOn') },
        { indexName: 'by-supporter', partitionKey: text('supporterId'), sortKey: text('receivedOn') },
      ],
    })
    new CfnOutput(this, 'RequestsTable', { value: this.table.tableName })
  }

  /** Reads requests, one or many, with who asks and what was noted. */
  grantRead(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:GetItem', 'dynamodb:Query'], this.table.tableArn)
    this.grantList(fn)
  }

  /** Lists requests without anything personal. */
  grantList(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:Query'], `${this.table.tableArn}/index/by-day`)
  }

  /** Finds the requests of one supporter, without anything personal. */
  grantFind(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:Query'], `${this.table.tableArn}/index/by-supporter`)
  }

  /** Files requests and their events. */
  grantWrite(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn)
  }

  /** Deletes requests whose time is over. */
  grantRemove(fn: LambdaFunction): void {
    this.#grant(fn, ['dynamodb:Query', 'dynamodb:DeleteItem'], this.table.tableArn)
    this.grantList(fn)
  }

  /** Ends a request, and erases what is personal in it. */
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
