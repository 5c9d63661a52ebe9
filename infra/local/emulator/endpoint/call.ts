// biome-ignore lint/suspicious/noExplicitAny: the input and output of a service have any shape
export type Json = Record<string, any>

/** The caller of a service: a function under its role, or the person at the keyboard, who has no role. */
export interface Caller {
  functionName: string
  arn: string
  roleArn?: string
  /** The session token of the function's sandbox: each sandbox has its own. */
  session?: string
}

export interface Call {
  /** The name of the service, such as `dynamodb-streams`. */
  service: string
  operation: string
  input: Json
  caller: Caller
}

/** One permission that a call needs. */
export interface Access {
  action: string
  resource: string
  /** Condition keys of the service. A key that is known but absent from the call is `undefined`. */
  context?: Record<string, string | string[] | undefined>
}

/** An error in the shape that AWS answers. */
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

/** Returns the error for an operation that the emulator's service lacks. */
export function unknownOperation({ service, operation }: Call): AwsError {
  return new AwsError('UnknownOperationException', `The emulator does not support ${service}:${operation}`)
}
