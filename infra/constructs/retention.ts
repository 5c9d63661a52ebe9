import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { FunctionFactory } from './function-factory.ts'
import { deadLetterQueue } from './queues.ts'
import type { Register } from './register.ts'
import type { Tables } from './tables.ts'

export interface RetentionProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly register: Register
}

/** Forgets, once a day, what its time is over for. */
export class Retention extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence = 'Retention fails: personal data is kept for longer than people were told.'

  constructor(scope: Construct, id: string, { functions, tables, register }: RetentionProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'retention', {
      description: 'Forgets what its time is over for',
      timeout: Duration.minutes(15),
      deadLetters: this.deadLetters,
    })
    tables.grantRetention(this.fn)
    tables.grantAudit(this.fn)
    register.grantRemove(this.fn)
    new Rule(this, 'RetentionHourly', {
      description: 'Begins the round of the day, or goes on with it',
      schedule: Schedule.cron({ minute: '41' }),
      targets: [new LambdaTarget(this.fn, { deadLetterQueue: this.deadLetters, retryAttempts: 2 })],
    })
  }
}
