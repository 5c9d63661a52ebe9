import { Duration, Stack } from 'aws-cdk-lib'
import type { ITable } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { followedUpTypes } from '../../shared/domain/events.ts'
import { outgoingEvents } from '../../shared/workflows/outgoing-events.ts'
import { everyValue } from './every-value.ts'
import type { FunctionFactory } from './function-factory.ts'
import { deadLetterQueue } from './queues.ts'
import type { Register } from './register.ts'
import type { Tables } from './tables.ts'

export interface FollowUpProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly register: Register
}

/** Finishes each erasure and address change that the ledger says has begun, however often it has to be tried. */
export class FollowUp extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'An erasure or address change was not finished within a day: data is still held that should be gone. `npm run dead-letters` names the record and can continue it.'

  constructor(scope: Construct, id: string, { functions, tables, register }: FollowUpProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'follow-up', {
      description: 'Finishes erasures, and deletes the data left at a changed address',
      timeout: Duration.minutes(2),
    })
    tables.grantErase(this.fn)
    register.grantErase(this.fn)
    this.#grantTell()
    this.fn.addEventSource(
      new DynamoEventSource(tables.ledger as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        // Each may wait some seconds for its mail.
        batchSize: 10,
        parallelizationFactor: 2,
        reportBatchItemFailures: true,
        // It waits for the last mail by being retried, for most of a day; the stream itself keeps a day.
        maxRecordAge: Duration.hours(23),
        onFailure: new SqsDlq(this.deadLetters),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { type: { S: FilterRule.or(...followedUpTypes) } } },
          }),
        ],
      }),
    )
  }

  /** Lets the function put these kinds of event on the account's default bus, and no other. */
  #grantTell(): void {
    this.fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [
          Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        ],
        conditions: everyValue('StringEquals', {
          'events:source': [outgoingEvents.source],
          'events:detail-type': [outgoingEvents.erased, outgoingEvents.addressChanged],
        }),
      }),
    )
  }
}
