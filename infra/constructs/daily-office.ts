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

export interface DailyOfficeProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly register: Register
}

/** Prepares the privacy office's day: the digest of data requests that are due, and the daily figures. */
export class DailyOffice extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'The daily digest or figures are missing: the officers were not reminded of data requests that are due by law.'

  constructor(scope: Construct, id: string, { functions, tables, register }: DailyOfficeProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'digest', {
      description: 'Mails the privacy mailbox the data requests that are due',
      timeout: Duration.minutes(5),
      deadLetters: this.deadLetters,
    })
    register.grantList(this.fn)
    tables.grantAppend(this.fn, 'digest')
    tables.grantReadFirstMails(this.fn)
    // Before office hours, in winter and summer time.
    this.#daily('DigestDaily', this.fn, { hour: '6', minute: '20' })

    const count = functions.create(this, 'count', {
      description: 'Counts supporters and data requests',
      // A million supporters are a thousand pages, which take some minutes to read.
      timeout: Duration.minutes(15),
      deadLetters: this.deadLetters,
    })
    tables.grantScan(count)
    register.grantList(count)
    tables.grantAppend(count, 'statistics')
    this.#daily('CountDaily', count, { hour: '3', minute: '40' })
  }

  #daily(id: string, fn: LambdaFunction, time: { hour: string; minute: string }): void {
    new Rule(this, id, {
      schedule: Schedule.cron(time),
      targets: [new LambdaTarget(fn, { deadLetterQueue: this.deadLetters, retryAttempts: 10 })],
    })
  }
}
