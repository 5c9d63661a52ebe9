import { AssetHashType, DockerImage, Duration } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type AssetCode,
  Code,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { Settings } from '../../shared/settings/settings.ts'
import { bundleFunction } from '../bundle/bundle.ts'
import { removalOf } from './removal.ts'

export interface FunctionOptions {
  /** The function's purpose, for readers of the AWS console. */
  readonly description: string
  /** @default 29 seconds: API Gateway's timeout; retries within a function end before that */
  readonly timeout?: Duration
  /** In MiB. A function's share of CPU grows with it. @default 1024 */
  readonly memory?: number
  /** The invocations at once that are this function's alone, and the most it may have. @default 0: none, and no limit */
  readonly reserved?: number
  /** Adds files to the bundle. @default only the settings */
  readonly beside?: (outdir: string, settings: Settings) => void
  /**
   * The queue for events on which the function failed. Not for events with personal data. @default such events are
   * lost
   */
  readonly deadLetters?: Queue
}

/** Creates functions from files in `functions/`, each with its own role and log group. */
export class FunctionFactory {
  /** Every function created so far. */
  readonly created: LambdaFunction[] = []
  readonly #settings: Settings

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** Creates a function. @param name the file in `functions/`, without its extension */
  create(scope: Construct, name: string, options: FunctionOptions): LambdaFunction {
    const id = pascalCase(name)
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: removalOf(this.#settings),
    })
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Runs ${name}`,
    })
    logGroup.grantWrite(role)
    const fn = new LambdaFunction(scope, id, {
      description: options.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: this.#bundle(name, options.beside),
      role,
      logGroup,
      timeout: options.timeout ?? Duration.seconds(29),
      memorySize: options.memory ?? 1024,
      ...(options.reserved && { reservedConcurrentExecutions: options.reserved }),
      ...(options.deadLetters && { deadLetterQueue: options.deadLetters }),
    })
    this.created.push(fn)
    return fn
  }

  /** Lets a function consume a queue, each message on its own. */
  consume(fn: LambdaFunction, queue: IQueue, { batchSize = 10 }: { batchSize?: number } = {}): void {
    const maxConcurrency = this.#settings.limits.workerConcurrency
    fn.addEventSource(new SqsEventSource(queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }))
  }

  #bundle(name: string, beside: FunctionOptions['beside']): AssetCode {
    return Code.fromAsset('functions', {
      assetHashType: AssetHashType.OUTPUT,
      bundling: {
        // Never run: bundling is local. The command only distinguishes one function's asset from another's.
        image: DockerImage.fromRegistry('none'),
        command: [name],
        local: {
          tryBundle: (outdir) => {
            bundleFunction(name, outdir, this.#settings)
            beside?.(outdir, this.#settings)
            return true
          },
        },
      },
    })
  }
}

const pascalCase = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
