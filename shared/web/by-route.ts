import type { Reply } from './reply.ts'
import type { HttpRequest } from './request.ts'

export type Handler = (request: HttpRequest) => Promise<Reply> | Reply

/**
 * Dispatches a request to the handler of its route. A HEAD route, which API Gateway keeps apart, uses the handler of
 * its GET.
 * @typeParam Key the routes that the function serves, such as `RouteKeyOf<'form'>`. It is not inferred from the
 * handlers, since a missing handler would then compile.
 */
export function byRoute<Key extends string = never>(handlers: HandlersFor<NoInfer<Key>>): Handler {
  const byKey = handlers as Readonly<Record<string, Handler>>
  return (request) => {
    const routeKey = request.routeKey.replace(/^HEAD /, 'GET ')
    const handler = Object.hasOwn(byKey, routeKey) ? byKey[routeKey] : undefined
    if (!handler) throw new Error(`this function does not serve ${routeKey}`)
    return handler(request)
  }
}

type HandlersFor<Key extends string> = [Key] extends [never]
  ? 'name the routes: byRoute<RouteKeyOf<…>>({ … })'
  : Readonly<Record<Key, Handler>>
