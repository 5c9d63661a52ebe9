import { Duration } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { type Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Watched } from './alarms.ts'
import type { FunctionFactory } from './function-factory.ts'
import { deadLetterQueue, recordedBy } from './queues.ts'
import type { Tables } from './tables.ts'

export interface SignUpsProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  /** Encrypts the queues, as it does the tables. */
  readonly key: Key
}

/**
 * Queues sign-ups on their way from the form to the record. The function that answers the HTTP request never learns
 * whether the address is on record, so neither its answer nor its timing can reveal it. The messages hold personal data,
 * so the queues are encrypted with the charity's own key and keep a message for a week at most, counted from the form, as
 * an unconfirmed sign-up is kept.
 */
export class SignUps extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'A person signed up and was not recorded: they get no mail. `npm run dead-letters` lists the sign-up and can record it, for a week.'
  readonly watched: readonly Watched[]
  readonly #queue: Queue

  constructor(scope: Construct, id: string, { functions, tables, key }: SignUpsProps) {
    super(scope, id)
    const encrypted = { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
    this.deadLetters = deadLetterQueue(this, { ...encrypted, retentionPeriod: Duration.days(7) })
    this.fn = functions.create(this, 'record-sign-up', {
      description: 'Records the sign-ups that were accepted',
    })
    tables.grantCommit(this.fn)
    this.#queue = recordedBy(this.fn, 'Accepted', {
      functions,
      deadLetters: this.deadLetters,
      props: { ...encrypted, retentionPeriod: Duration.days(4) },
    })
    this.watched = [late(this.#queue)]
  }

  /** Lets a function queue a sign-up. */
  grantAccept(fn: LambdaFunction): void {
    this.#queue.grantSendMessages(fn)
    fn.addEnvironment(environment.signUpQueue, this.#queue.queueUrl)
  }
}

const late = (queue: Queue): Watched => ({
  id: 'SignUpsLate',
  impact:
    'Sign-ups have waited a quarter of an hour to be recorded: people get no confirmation mail and may give up.',
  metric: queue.metricApproximateAgeOfOldestMessage({
    period: Duration.minutes(5),
    statistic: Stats.MAXIMUM,
  }),
  threshold: Duration.minutes(15).toSeconds(),
  periods: 1,
})
