import type { Reply } from './reply.ts'
import type { HttpRequest } from './request.ts'

export type Handler = (request: HttpRequest) => Promise<Reply> | Reply

/**
 * Dispatches to the handler of the request's route. A HEAD route, which API Gateway keeps apart, has the handler of its
 * GET.
 * @typeParam Key the routes that the function serves, such as `RouteKeyOf<'form'>`. Each needs a handler: it is not
 * inferred from them, since a forgotten one would then compile.
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
