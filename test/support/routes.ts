import type { LocalStack } from '../../infra/local/local-stack.ts'
import { kindOf } from './mail-links.ts'

/** An address that answers GET, for anybody or behind a link that was mailed. */
export interface Page {
  /** As the template has it, such as `/forms/{form}`. */
  readonly route: string
  readonly path: string
  /** One person's, by a token. */
  readonly personal: boolean
}

/** The public routes of the template that answer GET. */
export function routesOf(stack: LocalStack): string[] {
  return stack.deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .map(({ properties }) => String(properties.RouteKey))
    .filter((key) => key.startsWith('GET /') && !key.startsWith('GET /privacy/'))
    .map((key) => key.slice('GET '.length))
}

/** What they show: with tokens from the mails so far, and without the routes that none of them has a link to. */
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
