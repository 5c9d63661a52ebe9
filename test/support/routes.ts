import type { LocalStack } from '../../infra/local/local-stack.ts'
import { publicRoutes } from '../../shared/api/public-routes.ts'
import { kindOf } from './mail-links.ts'

/** A path that answers GET, either for everyone or behind a mailed link. */
export interface Page {
  /** The path as the routes table has it, such as `/forms/{form}`. */
  readonly route: string
  readonly path: string
  /** Whether it belongs to one person, through a token. */
  readonly personal: boolean
}

/** The paths of the public routes that answer GET. */
export const pagePaths = Object.keys(publicRoutes)
  .filter((routeKey) => routeKey.startsWith('GET '))
  .map((routeKey) => routeKey.slice('GET '.length))

/** Returns those pages with tokens from the mails so far, and omits paths that no mail links to. */
export function pagesOf(stack: LocalStack): Page[] {
  return pagePaths.flatMap((route) => {
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
