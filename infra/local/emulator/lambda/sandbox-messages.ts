/** The messages between a sandbox and its parent. */

export interface InvokeMessage {
  requestId: string
  event: unknown
  /** Milliseconds since the epoch. */
  deadline: number
  invokedFunctionArn: string
}

export interface FunctionError {
  errorType: string
  errorMessage: string
  trace?: string[]
}

export type SandboxMessage =
  | { type: 'ready' }
  | { type: 'initError'; error: FunctionError }
  | { type: 'result'; requestId: string; payload: string | undefined }
  | { type: 'error'; requestId: string; error: FunctionError }

/** Returns the line that ends an invocation's output on both streams, so that the parent knows it has read all of it. */
export function endOfOutput(requestId: string): string {
  return `\u0000end of ${requestId}`
}
