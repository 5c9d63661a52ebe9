import type { Access, AwsError, Call, Json } from './call.ts'
import type { Protocol } from './protocols/protocol.ts'

/** One AWS service that the endpoint serves. */
export interface AwsService {
  /** Identifies the service in faults and error messages, such as `dynamodb-streams`. */
  readonly name: string
  readonly protocol: Protocol
  /** Lists the permissions that a call needs; the endpoint checks each against the caller's role. */
  accesses(call: Call): Access[] | Promise<Access[]>
  /** Carries out a call that is allowed. @throws AwsError */
  handle(call: Call): Promise<Json>
  /** Returns this service's error for a permission that the role lacks; `AccessDeniedException` unless given. */
  refuse?(refusal: Refusal): AwsError
  /** Ends the service's processes and timers. */
  stop?(): Promise<void>
}

export interface Refusal {
  call: Call
  access: Access
  /** The explanation in IAM's words. */
  message: string
}
