import type { LocalStack } from '../../infra/local/local-stack.ts'

/** An address that answers GET, for anybody or behind a link that was mailed. */
export interface Page {
  /** As the template has it, such as `/forms/{form}`. */
  readonly route: string
  readonly path: string
  /** One person's, by a token. */
  readonly personal: boolean
}

/**
 * Every public GET route of the template, its parameters filled in: tokens are taken from the mails so far.
 * @throws Error if a route's link was never mailed
 */
export function pagesOf(stack: LocalStack): Page[] {
  const routes = stack.deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .map(({ properties }) => String(properties.RouteKey))
    .filter((key) => key.startsWith('GET /') && !key.startsWith('GET /privacy/'))
    .map((key) => key.slice('GET '.length))
  return routes.map((route) => ({
    route,
    path: route
      .replace('{form}', 'newsletter')
      .replace(/^(.*\/){token}/, (_, before: string) => before + tokenFor(stack, before)),
    personal: route.includes('{token}'),
  }))
}

function tokenFor(stack: LocalStack, before: string): string {
  const link = new RegExp(`${stack.urls.api}${before}([\\w.~-]+)`)
  for (const { text } of stack.mailbox.messages) {
    const [, token] = link.exec(text) ?? []
    if (token) return token
  }
  throw new Error(`no mail has a link to ${before}`)
}
