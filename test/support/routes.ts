import type { LocalStack } from '../../infra/local/local-stack.ts'
import { kindOf } from './mail-links.ts'

/** A URL that answers GET, public or behind a link that was mailed. */
export interface Page {
  /** The route in the template, such as `/forms/{form}`. */
  readonly route: string
  readonly path: string
  /** Whether it belongs to one person, by a token. */
  readonly personal: boolean
}

/** Lists the public routes of the template that answer GET. */
export function routesOf(stack: LocalStack): string[] {
  return stack.deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .map(({ properties }) => String(properties.RouteKey))
    .filter((key) => key.startsWith('GET /') && !key.startsWith('GET /privacy/'))
    .map((key) => key.slice('GET '.length))
}

/** Lists their pages: with tokens from the mails so far, and without routes that no mail links to. */
export function pagesOf(stack: LocalStack): Page[] {
  return routesOf(stack).flatMap((route) => {
    const personal = route.includes('{token}')
    const path = personal ? linkTo(stack, route) : route.replace('{form}', 'newsletter')
    return path === undefined ? [] : { route, path, personal }
  })
}

function linkTo(stack: LocalStack, route: string): string | undefined {
  const [before = '', after = ''] = route.split('{token}')
  const link = new RegExp(`${stack.urls.api}${before}([\\w.~-]+)`)
  const { messages } = stack.mailbox
  const erased = messages.filter((mail) => kindOf(mail) === 'erasure').map(({ to }) => to)
  const standing = messages.filter(({ to }) => !erased.includes(to))
  const tokens = standing.flatMap(({ text }) => link.exec(text)?.[1] ?? [])
  return tokens[0] && before + tokens[0] + after
}
