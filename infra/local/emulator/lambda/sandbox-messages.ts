/** What a sandbox and its parent say to each other. */

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

/** Written to both streams after an invocation, so that the parent knows it has read every line of it. */
export function endOfOutput(requestId: string): string {
  return `\u0000end of ${requestId}`
}
