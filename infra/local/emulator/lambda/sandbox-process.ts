/** Runs inside a sandbox's own process: imports the handler once, then answers one invocation at a time. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  endOfOutput,
  type FunctionError,
  type InvokeMessage,
  type SandboxMessage,
} from './sandbox-messages.ts'

type Handler = (event: unknown, context: object) => unknown

const send = process.send?.bind(process)
// Hides the channel from the function, since Lambda has none.
delete process.send
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})

const handler = await importHandler()
if (handler) {
  process.on('message', (message) => void answer(handler, message as InvokeMessage))
  tell({ type: 'ready' })
}

function tell(message: SandboxMessage): void {
  send?.(message)
}

async function importHandler(): Promise<Handler | undefined> {
  try {
    return await findHandler()
  } catch (error) {
    tell({ type: 'initError', error: describe(error) })
    return undefined
  }
}

async function findHandler(): Promise<Handler> {
  const { _HANDLER = '', LAMBDA_TASK_ROOT = '' } = process.env
  const dot = _HANDLER.lastIndexOf('.')
  const path = join(LAMBDA_TASK_ROOT, _HANDLER.slice(0, dot))
  const file = ['.js', '.mjs', '.cjs']
    .map((ending) => path + ending)
    .find((candidate) => existsSync(candidate))
  if (!file)
    throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${_HANDLER.slice(0, dot)}'`)
  const exported = await import(pathToFileURL(file).href)
  const found = exported[_HANDLER.slice(dot + 1)] ?? exported.default?.[_HANDLER.slice(dot + 1)]
  if (typeof found !== 'function')
    throw runtimeError('Runtime.HandlerNotFound', `${_HANDLER} is undefined or not exported`)
  return found
}

function runtimeError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name })
}

async function answer(handle: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message
  const reply = await invoke(handle, message)
  for (const stream of [process.stdout, process.stderr]) stream.write(`\n${endOfOutput(requestId)}\n`)
  tell(reply)
}

async function invoke(handle: Handler, message: InvokeMessage): Promise<SandboxMessage> {
  const { requestId } = message
  try {
    const result = await handle(message.event, context(message))
    return { type: 'result', requestId, payload: JSON.stringify(result) }
  } catch (error) {
    const description = describe(error)
    process.stderr.write(`ERROR Invoke Error ${JSON.stringify({ requestId, ...description })}\n`)
    return { type: 'error', requestId, error: description }
  }
}

function context({ requestId, deadline, invokedFunctionArn }: InvokeMessage): object {
  const env = process.env
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  }
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) }
  const trace = error.stack?.split('\n')
  // Lambda's runtime prints an error with all its properties, so anything unfit for a log must not be thrown.
  return { ...error, errorType: error.name, errorMessage: error.message, ...(trace ? { trace } : {}) }
}
