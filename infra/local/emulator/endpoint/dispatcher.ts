import type { IncomingMessage, ServerResponse } from 'node:http'
import { Authorizer, type DecidedAccess } from '../iam/authorizer.ts'
import type { Deployment } from '../template/deployment.ts'
import { AwsError, type Call, type Caller, type Json } from './call.ts'
import { callWithFault } from './fault-effects.ts'
import type { Faults } from './faults.ts'
import type { AwsRequest, AwsResponse, DecodedRequest } from './protocols/protocol.ts'
import { nameOfUnserved, respondUnserved } from './protocols/unserved.ts'
import type { AwsService } from './service.ts'
import { Signatures } from './signature.ts'

export interface DispatcherOptions {
  deployment: Deployment
  services: readonly AwsService[]
  faults: Faults
  /** Kills the sandbox of a call that a crash fault struck. */
  crash: (caller: Caller) => void
  decided?: ((access: DecidedAccess) => void) | undefined
}

/**
 * Passes each request to its service: authenticates the caller, checks its role, applies faults, writes the response.
 */
export class Dispatcher {
  readonly #services: readonly AwsService[]
  readonly #faults: Faults
  readonly #crash: (caller: Caller) => void
  readonly #signatures: Signatures
  readonly #authorizer: Authorizer

  constructor({ deployment, services, faults, crash, decided }: DispatcherOptions) {
    this.#services = services
    this.#faults = faults
    this.#crash = crash
    this.#signatures = new Signatures(deployment)
    this.#authorizer = new Authorizer(deployment, decided)
  }

  /** Answers a request, or drops the connection where a fault requires it. */
  async dispatch(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming)
    const response = await this.#respond(request)
    if (response === undefined) outgoing.destroy()
    else if (!outgoing.destroyed) outgoing.writeHead(response.status, response.headers).end(response.body)
  }

  async #respond(request: AwsRequest): Promise<AwsResponse | undefined> {
    let decoded: DecodedRequest | undefined
    try {
      const found = this.#find(request)
      decoded = found.decoded
      const output = await this.#call(request, found.service, decoded)
      return output && decoded.respond(output)
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500)
      return decoded?.respondError(known) ?? respondUnserved(request, known)
    }
  }

  #find(request: AwsRequest): { service: AwsService; decoded: DecodedRequest } {
    for (const service of this.#services) {
      const decoded = service.protocol.decode(request)
      if (decoded) return { service, decoded }
    }
    const names = this.#services.map(({ name }) => name).join(', ')
    throw new AwsError(
      'UnknownOperationException',
      `The emulator does not serve ${nameOfUnserved(request)}. It serves ${names}.`,
      404,
    )
  }

  async #call(
    request: AwsRequest,
    service: AwsService,
    { operation, input }: DecodedRequest,
  ): Promise<Json | undefined> {
    const caller = await this.#signatures.caller(request)
    const call: Call = { service: service.name, operation, input, caller }
    if (!caller.roleArn) return service.handle(call)
    this.#authorizer.check(call, await service.accesses(call), service)
    const fault = this.#faults.next({ service: service.name, operation, functionName: caller.functionName })
    return callWithFault(fault, call, () => service.handle(call), this.#crash)
  }
}

async function readRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  }
}
