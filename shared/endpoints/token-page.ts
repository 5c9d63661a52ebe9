import type { Settings } from '../settings/settings.ts'
import type { PageContext } from '../web/layout.ts'
import { respondWithProblem } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { chooseLocale, type HttpRequest } from '../web/request.ts'

/** Returns the context of a page that a link in a mail opens. @param recorded the languages on record, in order of preference */
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

/** Answers 404 to a link that is not ours or is incomplete. */
export function unknownLinkReply(settings: Settings, request: HttpRequest): Promise<Reply> {
  return respondWithProblem(request, 'link', tokenContext(settings, request))
}
