// biome-ignore lint/suspicious/noExplicitAny: what services take and answer has any shape
export type Json = Record<string, any>

export type ServiceName =
  | 'dynamodb'
  | 'dynamodb-streams'
  | 'events'
  | 'lambda'
  | 'secretsmanager'
  | 'ses'
  | 'sqs'

/** Who calls: a function under its role, or the person at the keyboard, who has none. */
export interface Caller {
  functionName: string
  arn: string
  roleArn?: string
  /** Which of the function's sandboxes: each has a session token of its own. */
  session?: string
}

export interface Call {
  service: ServiceName
  operation: string
  input: Json
  caller: Caller
}

/** One thing that a call must be allowed to do. */
export interface Access {
  action: string
  resource: string
  /** Condition keys of the service. A key that is known but absent from the call is `undefined`. */
  context?: Record<string, string | string[] | undefined>
}

/** One AWS service: what a call needs to be allowed, and what it answers. */
export interface Service {
  accesses(call: Call): Access[] | Promise<Access[]>
  answer(call: Call): Promise<Json>
}

/** An error as AWS answers it. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  /** Further members of the answer, such as `CancellationReasons`. */
  readonly details: Json

  constructor(code: string, message: string, status = 400, details: Json = {}) {
    super(message)
    this.code = code
    this.status = status
    this.details = details
  }
}

export function unknownOperation(call: Call): AwsError {
  const message = `The local stack does not know ${call.service}:${call.operation}`
  return new AwsError('UnknownOperationException', message)
}
