import type { Settings } from '../settings/settings.ts'
import type { PageContext } from '../web/layout.ts'
import { problem, problemPage } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { chooseLocale, type HttpRequest, prefersPage } from '../web/request.ts'

/** A page that a link in a mail opens. @param recorded the languages on record, the one to prefer first */
export function tokenContext(
  settings: Settings,
  request: HttpRequest,
  ...recorded: (string | undefined)[]
): PageContext {
  return {
    settings,
    locale: chooseLocale(request, settings.locales, request.query.locale, ...recorded),
  }
}

/** The link is none of ours, or a part of it was lost: a calm 404. */
export function unknownLinkReply(
  settings: Settings,
  request: HttpRequest,
  asPage = prefersPage(request, true),
): Reply {
  const context = tokenContext(settings, request)
  return asPage ? problemPage('link', context) : problem('link', context)
}
