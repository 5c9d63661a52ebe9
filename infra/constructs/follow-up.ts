import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import { outgoingEvents } from '../../shared/workflows/outgoing-events.ts'
import { followUpAttempts } from '../../shared/workflows/owed-follow-up.ts'
import { everyValue } from './every-value.ts'
import type { FunctionFactory } from './function-factory.ts'
import { deadLetterQueue, keptQueue } from './queues.ts'
import type { Register } from './register.ts'
import type { Tables } from './tables.ts'

export interface FollowUpProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly register: Register
}

/** How long one attempt may take. An attempt repeats no finished step, so the next one continues. */
const attemptTimeout = Duration.seconds(20)

/** Finishes each erasure and address change that the ledger says has begun, retrying as often as necessary. */
export class FollowUp extends Construct {
  readonly fn: LambdaFunction
  /** Holds the erasures and address changes that have begun. */
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly impact =
    'An erasure or address change was not finished within a day: data that should be deleted is still held. `npm run dead-letters` names the record and can continue it.'

  constructor(scope: Construct, id: string, { functions, tables, register }: FollowUpProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'follow-up', {
      description: 'Finishes erasures, and deletes the data left at a changed address',
      timeout: attemptTimeout,
    })
    tables.grantReadOwed(this.fn)
    tables.grantErase(this.fn)
    register.grantErase(this.fn)
    this.#grantPublish()
    this.queue = keptQueue(this, 'Work', {
      visibilityTimeout: attemptTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: followUpAttempts },
    })
    this.fn.addEnvironment(environment.followUpQueue, this.queue.queueUrl)
    functions.consume(this.fn, this.queue)
  }

  /** Lets the function put only these types of event, and only on the account's default bus. */
  #grantPublish(): void {
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
