import type { Invocation } from '../lambda/sandbox.ts'
import type { LocalFunction, LocalResource } from '../template/deployment.ts'
import type { StreamPositions } from './stream-positions.ts'
import type { StreamSource } from './stream-source.ts'

export interface StreamMappingOptions {
  mapping: LocalResource
  fn: LocalFunction
  source: StreamSource
  /** The attribute that keeps records in order. */
  partitionKey: string
  positions: StreamPositions
  invoke: (fn: LocalFunction, event: unknown) => Promise<Invocation>
  /** Sends a discarded batch's description to the mapping's on-failure destination. */
  sendToDestination: (destinationArn: string, message: object) => Promise<void>
  log: (line: string) => void
}
