/** Which calls a fault strikes; what is left out matches any. The person (`local`) is never struck. */
export interface FaultTarget {
  /** `dynamodb`, `dynamodb-streams`, `events`, `secretsmanager`, `ses` or `sqs`. */
  service?: string
  operation?: string
  /** Part of the function's name. */
  functionName?: string
}

export type FaultEffect =
  /** Answered instead of the call. */
  | {
      kind: 'error'
      code: string
      status?: number
      message?: string
      /** Members of the answer that depend on the request, its `message` among them. */
      details?: (input: Request) => Record<string, unknown>
    }
  /** The call takes effect, then the connection drops: it "timed out after it took effect". */
  | { kind: 'lostReply' }
  | { kind: 'delay'; ms: number }
  /** The function's sandbox dies before the call takes effect, or just after. */
  | { kind: 'crashBefore' }
  | { kind: 'crashAfter' }

export type Fault = FaultTarget &
  FaultEffect & {
    /** 1 unless given. */
    times?: number
    /** How probably it strikes a call that it could strike, from 0 to 1: always, unless given. */
    chance?: number
  }

// biome-ignore lint/suspicious/noExplicitAny: a request has any shape
type Request = Record<string, any>

/** What goes wrong next, on purpose. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = []

  /** Arms a fault; the function returned disarms it. */
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

  /** The fault that strikes this call, which counts as one of its times. */
  next(call: { service: string; operation: string; functionName: string }): Fault | undefined {
    const struck = this.#waiting.find(
      ({ fault, left }) => left > 0 && strikes(fault, call) && Math.random() < (fault.chance ?? 1),
    )
    if (struck) struck.left -= 1
    return struck?.fault
  }
}

/** Another transaction holds an item: each of the transaction's items answers, `conflicting` (0) with the conflict. */
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

/** On-demand capacity is exceeded for the moment. */
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
