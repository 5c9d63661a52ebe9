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

/** Deletes, once a day, the data that is past its retention. */
export class Retention extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact = 'Retention fails: personal data is kept longer than people were told.'

  constructor(scope: Construct, id: string, { functions, tables, register }: RetentionProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'retention', {
      description: 'Deletes data that is past its retention',
      timeout: Duration.minutes(15),
      deadLetters: this.deadLetters,
    })
    tables.grantRetention(this.fn)
    tables.grantAudit(this.fn)
    register.grantRemove(this.fn)
    new Rule(this, 'RetentionHourly', {
      description: 'Starts or continues the day’s deletion of data past its retention',
      schedule: Schedule.cron({ minute: '41' }),
      targets: [new LambdaTarget(this.fn, { deadLetterQueue: this.deadLetters, retryAttempts: 2 })],
    })
  }
}
