import type { LocalFunction } from '../template/deployment.ts'

export interface FunctionSurroundings {
  region: string
  awsUrl: string
  /** Address and port of the name server for a function that can be told one; the system's unless given. */
  nameServer?: string | undefined
  taskRoot: string
}

/** Returns the whole environment of a function's process: the template's variables and Lambda's own. */
export function functionEnvironment(
  fn: LocalFunction,
  { region, awsUrl, nameServer, taskRoot }: FunctionSurroundings,
): Record<string, string> {
  return {
    ...fn.environment,
    AWS_ACCESS_KEY_ID: fn.accessKeyId,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: region,
    AWS_SECRET_ACCESS_KEY: fn.secretAccessKey,
    AWS_SESSION_TOKEN: 'local-session',
    ...(nameServer !== undefined && { DNS_SERVERS: nameServer }),
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: taskRoot,
    LANG: 'en_US.UTF-8',
    NODE_OPTIONS: '',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
    _HANDLER: fn.handler,
  }
}

const reserved = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  'TZ',
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
])

/** Lambda's limit in bytes for all names and values together. */
const maxEnvironmentBytes = 4096

/** @throws Error for an environment that Lambda would refuse at deployment */
export function assertDeployableEnvironment({ logicalId, environment }: LocalFunction): void {
  for (const [name, value] of Object.entries(environment)) {
    if (reserved.has(name)) throw new Error(`${logicalId} sets ${name}, which Lambda reserves`)
    if (!/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name))
      throw new Error(`${logicalId} sets "${name}", which is not a name that Lambda accepts`)
    if (typeof value !== 'string')
      throw new Error(`${logicalId} sets ${name} to a value that is not a string`)
  }
  const size = Buffer.byteLength(Object.entries(environment).flat().join(''))
  if (size > maxEnvironmentBytes)
    throw new Error(
      `The environment of ${logicalId} takes ${size} bytes; Lambda allows ${maxEnvironmentBytes}`,
    )
}
