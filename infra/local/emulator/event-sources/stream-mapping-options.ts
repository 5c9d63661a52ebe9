import type { Invocation } from '../lambda/sandbox.ts'
import type { LocalFunction, LocalResource } from '../template/deployment.ts'
import type { StreamPositions } from './stream-positions.ts'
import type { StreamSource } from './stream-source.ts'

export interface StreamMappingOptions {
  mapping: LocalResource
  fn: LocalFunction
  source: StreamSource
  /** The table's partition key; records with the same value stay in order. */
  partitionKey: string
  positions: StreamPositions
  invoke: (fn: LocalFunction, event: unknown) => Promise<Invocation>
  /** Sends the description of a discarded batch to the mapping's on-failure destination. */
  sendToDestination: (destinationArn: string, message: object) => Promise<void>
  log: (line: string) => void
}
