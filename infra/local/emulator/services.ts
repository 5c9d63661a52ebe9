import { cloudFormation } from './cloudformation/cloudformation.ts'
import { CapacityLog } from './dynamodb/capacity.ts'
import { startDatabase } from './dynamodb/database.ts'
import { dynamoDb } from './dynamodb/dynamodb.ts'
import { dynamoDbStreams } from './dynamodb/streams.ts'
import { Listeners } from './endpoint/listeners.ts'
import type { AwsService } from './endpoint/service.ts'
import type { BusEvent } from './eventbridge/event-bus.ts'
import { eventBridge } from './eventbridge/put-events.ts'
import { type Invoker, lambda } from './lambda/invoke-api.ts'
import { secretsManager } from './secrets-manager/secrets.ts'
import { Mailbox } from './ses/mailbox.ts'
import { ses } from './ses/ses.ts'
import type { SesEvent } from './ses/ses-events.ts'
import { SendingQuota, type SesLimits } from './ses/ses-limits.ts'
import { Queues } from './sqs/queues.ts'
import { sqs } from './sqs/sqs.ts'
import type { Deployment } from './template/deployment.ts'

export interface ServicesOptions {
  /** The directory for state that outlives a restart; without it, state is in memory and begins empty. */
  dataDir?: string | undefined
  /** The URL of a DynamoDB to use in place of dynoxide; `DYNAMODB_ENDPOINT` unless given. */
  dynamodbEndpoint?: string | undefined
  /** SES's sending limits; generous unless given. */
  sesLimits?: Partial<SesLimits> | undefined
}

/** The running services, and handles on their state for the emulator and for tests. */
export interface Services {
  list: readonly AwsService[]
  capacity: CapacityLog
  mailbox: Mailbox
  queues: Queues
  /** Changes SES's sending limits. */
  setSesLimits(limits: Partial<SesLimits>): void
  /** Deletes items whose time to live ended by `now` (milliseconds), and returns their number. */
  expireItems(now?: number): Promise<number>
  /** Registers a listener for the events that SES publishes. */
  onSesEvent(listener: (event: SesEvent) => void): void
  /** Registers a listener for the events that functions put on the default event bus. */
  onPutEvent(listener: (event: BusEvent) => void): void
  /** Sets the invoker that carries out Lambda's Invoke. */
  setInvoker(invoker: Invoker): void
  stop(): Promise<void>
}

/** Starts every AWS service that the endpoint serves. To add one, see README.md. */
export async function startServices(deployment: Deployment, options: ServicesOptions): Promise<Services> {
  const { dataDir } = options
  const sesEvents = new Listeners<SesEvent>()
  const putEvents = new Listeners<BusEvent>()
  let invoker: Invoker | undefined
  const capacity = new CapacityLog()
  const quota = new SendingQuota(options.sesLimits)
  const mailbox = await Mailbox.open(dataDir)
  const queues = new Queues(deployment, dataDir)
  const database = await startDatabase(deployment, options)
  const list: AwsService[] = [
    cloudFormation(deployment),
    dynamoDb(deployment, database, capacity),
    dynamoDbStreams(deployment, database),
    eventBridge(deployment, (event) => putEvents.notify(event)),
    lambda(deployment, () => invoker),
    secretsManager(deployment, dataDir),
    ses(deployment, mailbox, quota, (event) => sesEvents.notify(event)),
    sqs(deployment, queues),
  ]
  return {
    list,
    capacity,
    mailbox,
    queues,
    setSesLimits: (limits) => quota.setLimits(limits),
    expireItems: (now) => database.expiredItems.sweep(now),
    onSesEvent: (listener) => sesEvents.add(listener),
    onPutEvent: (listener) => putEvents.add(listener),
    setInvoker: (given) => {
      invoker = given
    },
    stop: async () => {
      await Promise.all(list.map((service) => service.stop?.()))
    },
  }
}
