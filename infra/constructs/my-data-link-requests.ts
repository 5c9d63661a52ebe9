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
 * Queues requests for the my-data links on their way to the ledger. The function that answers the HTTP request never
 * learns whether the address is on record, so neither its answer nor its timing can reveal it.
 */
export class MyDataLinkRequests extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'A person asked for the data held on them and got no mail. `npm run dead-letters` lists the request and can record it again.'
  readonly #queue: Queue

  constructor(scope: Construct, id: string, { functions, tables }: MyDataLinkRequestsProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'record-my-data-link-request', {
      description: 'Records requests for the links to a supporter’s data',
    })
    tables.grantCommit(this.fn)
    this.#queue = recordedBy(this.fn, 'Requests', {
      functions,
      deadLetters: this.deadLetters,
      // A request that waits for the week's allowance returns every eleven hours: sixteen times, and no failure.
      attempts: 30,
    })
    this.fn.addEnvironment(environment.myDataLinkQueue, this.#queue.queueUrl)
  }

  /** Lets a function queue a request for the my-data links. */
  grantRequest(fn: LambdaFunction): void {
    this.#queue.grantSendMessages(fn)
    fn.addEnvironment(environment.myDataLinkQueue, this.#queue.queueUrl)
  }
}
