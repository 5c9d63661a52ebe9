/** The calls that a fault strikes; a member left out matches any call. Calls with the key `local` are never struck. */
export interface FaultTarget {
  /** The name of a service in `services.ts`, such as `dynamodb-streams`. */
  service?: string
  operation?: string
  /** Part of the function's name. */
  functionName?: string
}

export type FaultEffect =
  /** The error is answered, and the call is not made. */
  | {
      kind: 'error'
      code: string
      status?: number
      message?: string
      /** Returns members of the answer that depend on the request, such as `message`. */
      details?: (input: Request) => Record<string, unknown>
    }
  /** The call takes effect, then the connection drops: a timeout after the effect. */
  | { kind: 'lostReply' }
  | { kind: 'delay'; ms: number }
  /** The function's sandbox dies before the call takes effect, or just after it. */
  | { kind: 'crashBefore' }
  | { kind: 'crashAfter' }

export type Fault = FaultTarget &
  FaultEffect & {
    /** 1 unless given. */
    times?: number
    /** The probability from 0 to 1 that it strikes a matching call; 1 unless given. */
    chance?: number
  }

// biome-ignore lint/suspicious/noExplicitAny: a request has any shape
type Request = Record<string, any>

/** Holds the faults that tests inject into calls of AWS services. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = []

  /** Arms a fault. @returns a function that disarms it */
  inject(fault: Fault): () => void {
    const waiting = { fault, left: fault.times ?? 1 }
    this.#waiting.push(waiting)
    return () => {
      waiting.left = 0
    }
  }

  clear(): void {
    this.#waiting.length = 0
  }

  /** Returns the fault that strikes this call, and counts it as one of the fault's `times`. */
  next(call: { service: string; operation: string; functionName: string }): Fault | undefined {
    const struck = this.#waiting.find(
      ({ fault, left }) => left > 0 && strikes(fault, call) && Math.random() < (fault.chance ?? 1),
    )
    if (struck) struck.left -= 1
    return struck?.fault
  }
}

/**
 * Returns the fault of a transaction that another one conflicts with.
 * @param options `conflicting` is the index of the item in conflict; 0 unless given
 */
export function transactionConflict(
  options: FaultTarget & { times?: number; conflicting?: number } = {},
): Fault {
  const { conflicting = 0, ...target } = options
  const codes = (input: Request): string[] =>
    input.TransactItems.map((_: unknown, i: number) => (i === conflicting ? 'TransactionConflict' : 'None'))
  return {
    service: 'dynamodb',
    operation: 'TransactWriteItems',
    ...target,
    kind: 'error',
    code: 'TransactionCanceledException',
    details: (input) => ({
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes(input).join(', ')}]`,
      CancellationReasons: codes(input).map((Code) =>
        Code === 'None' ? { Code } : { Code, Message: 'Transaction is ongoing for the item' },
      ),
    }),
  }
}

/** Returns the fault of a table whose on-demand capacity is exceeded for the moment. */
export function throttled(target: FaultTarget & { times?: number } = {}): Fault {
  return {
    service: 'dynamodb',
    ...target,
    kind: 'error',
    code: 'ThrottlingException',
    message:
      'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.',
  }
}

function strikes(fault: Fault, call: { service: string; operation: string; functionName: string }): boolean {
  return (
    (fault.service === undefined || fault.service === call.service) &&
    (fault.operation === undefined || fault.operation === call.operation) &&
    (fault.functionName === undefined || call.functionName.includes(fault.functionName))
  )
}
