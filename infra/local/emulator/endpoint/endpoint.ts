import type { DecidedAccess } from '../iam/authorizer.ts'
import { type Services, type ServicesOptions, startServices } from '../services.ts'
import type { Deployment } from '../template/deployment.ts'
import type { Caller } from './call.ts'
import { Dispatcher } from './dispatcher.ts'
import { Faults } from './faults.ts'
import { serve } from './http-server.ts'
import { Listeners } from './listeners.ts'

export interface AwsEndpoint extends Omit<Services, 'list'> {
  url: string
  faults: Faults
  /** Registers a listener for the sandboxes that the faults `crashBefore` and `crashAfter` strike. */
  onCrash(listener: (caller: Caller) => void): void
}

export interface AwsEndpointOptions extends ServicesOptions {
  /** 0 for any free port. */
  port: number
  /** Receives each decision of a role's policies. */
  decided?: ((access: DecidedAccess) => void) | undefined
}

/** Serves every AWS service of `services.ts` on one port, under the policies of the template. */
export async function startAwsEndpoint(
  deployment: Deployment,
  options: AwsEndpointOptions,
): Promise<AwsEndpoint> {
  const { list, ...services } = await startServices(deployment, options)
  const faults = new Faults()
  const crashes = new Listeners<Caller>()
  const crash = (caller: Caller) => crashes.notify(caller)
  const { decided } = options
  const dispatcher = new Dispatcher({ deployment, services: list, faults, crash, decided })
  const server = await serve(options.port, (request, response) =>
    dispatcher.dispatch(request, response),
  ).catch(async (error) => {
    await services.stop()
    throw error
  })
  return {
    ...services,
    url: server.url,
    faults,
    onCrash: (listener) => crashes.add(listener),
    stop: async () => {
      await server.stop()
      await services.stop()
    },
  }
}
