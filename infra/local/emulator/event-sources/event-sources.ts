import { join } from 'node:path'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { evaluate } from '../iam/role-requests.ts'
import type { Invocation } from '../lambda/sandbox.ts'
import type { Deployment, LocalFunction, LocalResource } from '../template/deployment.ts'
import { type AwsClients, awsClients } from './aws-clients.ts'
import { QueueMapping } from './queue-mapping.ts'
import { StreamMapping } from './stream-mapping.ts'
import { StreamPositions } from './stream-positions.ts'
import { StreamSource } from './stream-source.ts'

export interface EventSourcesOptions {
  awsUrl: string
  /** The directory for positions in streams; without it they last as long as the process. */
  dataDir?: string | undefined
  invoke: (fn: LocalFunction, event: unknown) => Promise<Invocation>
  log: (line: string) => void
}

/** Runs the deployment's event source mappings. A role that may not read its source is an error, as in AWS. */
export class EventSources {
  readonly #deployment: Deployment
  readonly #options: EventSourcesOptions
  readonly #positions: StreamPositions
  readonly #clients = new Map<string, AwsClients>()
  readonly #mappings: (StreamMapping | QueueMapping)[]

  constructor(deployment: Deployment, options: EventSourcesOptions) {
    this.#deployment = deployment
    this.#options = options
    this.#positions = new StreamPositions(options.dataDir && join(options.dataDir, 'stream-positions.json'))
    this.#mappings = deployment
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => properties.Enabled !== false)
      .map((mapping) => this.#mapping(mapping))
  }

  start(): void {
    for (const mapping of this.#mappings) mapping.start()
  }

  /** Resolves when every stream has been read to its end and every queue is empty. */
  async settled(): Promise<void> {
    await Promise.all(this.#mappings.map((mapping) => mapping.settled()))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#mappings.map((mapping) => mapping.stop()))
    this.#positions.close()
    for (const clients of this.#clients.values()) clients.destroy()
  }

  #mapping(mapping: LocalResource): StreamMapping | QueueMapping {
    const { EventSourceArn, FunctionName } = mapping.properties
    const fn = this.#deployment.functionOf(FunctionName)
    const service = String(EventSourceArn).split(':')[2]
    if (service === 'dynamodb') return this.#streamMapping(mapping, fn)
    if (service === 'sqs') return this.#queueMapping(mapping, fn)
    throw new Error(
      `${mapping.logicalId} has the source ${EventSourceArn}; the emulator supports DynamoDB streams and SQS queues only`,
    )
  }

  #streamMapping(mapping: LocalResource, fn: LocalFunction): StreamMapping {
    const { EventSourceArn: streamArn } = mapping.properties
    this.#requireAllowed(fn, streamArn, ['DescribeStream', 'GetRecords', 'GetShardIterator'], 'dynamodb')
    const { log, invoke } = this.#options
    return new StreamMapping({
      mapping,
      fn,
      source: new StreamSource(this.#clientsOf(undefined).streams, streamArn),
      partitionKey: partitionKey(this.#deployment, streamArn),
      positions: this.#positions,
      invoke,
      sendToDestination: (arn, message) => this.#send(fn, arn, message),
      log,
    })
  }

  #queueMapping(mapping: LocalResource, fn: LocalFunction): QueueMapping {
    const { EventSourceArn: queueArn } = mapping.properties
    this.#requireAllowed(fn, queueArn, ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'], 'sqs')
    const { log, invoke } = this.#options
    const { region } = this.#deployment
    const queue = queueByArn(this.#deployment, queueArn)
    return new QueueMapping({ mapping, fn, queue, region, sqs: this.#clientsOf(undefined).sqs, invoke, log })
  }

  #requireAllowed(fn: LocalFunction, resource: string, operations: string[], service: string): void {
    const policies = this.#deployment.policiesOf(fn.roleArn)
    for (const operation of operations) {
      const action = `${service}:${operation}`
      if (evaluate(policies, { action, resource }, {}) !== 'allowed')
        throw new Error(
          `The role of ${fn.name} may not ${action} on ${resource}, which its event source needs`,
        )
    }
  }

  async #send(fn: LocalFunction, queueArn: string, message: object): Promise<void> {
    const QueueUrl = queueByArn(this.#deployment, queueArn).physicalId
    await this.#clientsOf(fn).sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }),
    )
  }

  #clientsOf(fn: LocalFunction | undefined): AwsClients {
    const key = fn?.name ?? ''
    const known = this.#clients.get(key)
    if (known) return known
    const clients = awsClients(this.#options.awsUrl, this.#deployment.region, fn)
    this.#clients.set(key, clients)
    return clients
  }
}

function partitionKey(deployment: Deployment, streamArn: string): string {
  const tableArn = streamArn.replace(/\/stream\/.*$/, '')
  const table = deployment.resources.find(
    ({ type, arn }) => type.startsWith('AWS::DynamoDB::') && arn === tableArn,
  )
  if (!table) throw new Error(`The template has no table for the stream ${streamArn}`)
  const keys: { AttributeName: string; KeyType: string }[] = table.properties.KeySchema
  return keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? ''
}

function queueByArn(deployment: Deployment, arn: string): LocalResource {
  const queue = deployment.ofType('AWS::SQS::Queue').find((resource) => resource.arn === arn)
  if (!queue)
    throw new Error(`The template has no queue "${arn}"; the emulator supports queues only as destinations`)
  return queue
}
