import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { FunctionFactory } from './function-factory.ts'
import { deadLetterQueue, recordedBy } from './queues.ts'
import type { Tables } from './tables.ts'

export interface MyDataLinkRequestsProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
}

/**
 * Who asked for the links to their data, on the way to the ledger: whoever answers the request knows nothing of who is
 * on record, and so cannot tell, by its time either.
 */
export class MyDataLinkRequests extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence =
    'Somebody asked what is held on them and has no answer. `npm run dead-letters` says so and asks again for them.'
  readonly #asked: Queue

  constructor(scope: Construct, id: string, { functions, tables }: MyDataLinkRequestsProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'record-my-data-link-request', {
      description: 'Records who asked for the links to their data',
    })
    tables.grantCommit(this.fn)
    this.#asked = recordedBy(this.fn, 'Asked', this.deadLetters)
  }

  /** Lets a function ask in somebody's name. */
  grantAsk(fn: LambdaFunction): void {
    this.#asked.grantSendMessages(fn)
    fn.addEnvironment(environment.myDataLinkQueue, this.#asked.queueUrl)
  }
}
