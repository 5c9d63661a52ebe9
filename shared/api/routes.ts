import { officersRoutes } from './officers-routes.ts'
import { publicRoutes } from './public-routes.ts'
import type { RouteKeysOf } from './route.ts'

/** Every route of the API, for CDK, the OpenAPI document, the functions and the tests. */
export const routes = { ...publicRoutes, ...officersRoutes }

type Routes = typeof routes

/** The function that serves a route: the name of a file in `functions/`. */
export type RoutedFunction = Routes[keyof Routes]['function']

/** The keys of the routes that a function serves, such as `GET /privacy/audit`. */
export type RouteKeyOf<F extends RoutedFunction> = RouteKeysOf<Routes, F>
