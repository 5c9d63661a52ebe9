import { AwsError, type Json, unknownOperation } from '../endpoint/call.ts'
import type { AwsService } from '../endpoint/service.ts'
import type { Deployment, LocalFunction } from '../template/deployment.ts'
import { invokeProtocol } from './invoke-protocol.ts'
import type { Invocation } from './sandbox.ts'

/** Invokes functions: synchronously, or asynchronously with retries and a dead-letter queue. */
export interface Invoker {
  invoke(fn: LocalFunction, event: unknown): Promise<Invocation>
  accept(fn: LocalFunction, event: unknown): void
}

/** Serves Lambda's Invoke. @param invoker returns undefined until the functions have started */
export function lambda(deployment: Deployment, invoker: () => Invoker | undefined): AwsService {
  return {
    name: 'lambda',
    protocol: invokeProtocol,
    accesses: ({ input }) => [{ action: 'lambda:InvokeFunction', resource: input.FunctionName }],
    handle: async (call) => {
      if (call.operation !== 'Invoke') throw unknownOperation(call)
      const { FunctionName, InvocationType, Payload } = call.input
      const unqualified = FunctionName.replace(/:\$LATEST$/, '')
      const fn = deployment.functions.find(({ name, arn }) => [name, arn].includes(unqualified))
      const running = invoker()
      if (!fn || !running)
        throw new AwsError('ResourceNotFoundException', `Function not found: ${FunctionName}`, 404)
      if (InvocationType === 'RequestResponse') return answerOf(await running.invoke(fn, Payload))
      running.accept(fn, Payload)
      return { StatusCode: 202 }
    },
  }
}

function answerOf(invocation: Invocation): Json {
  if (invocation.ok) return { StatusCode: 200, Payload: invocation.payload }
  return { StatusCode: 200, FunctionError: 'Unhandled', Payload: invocation.error }
}
