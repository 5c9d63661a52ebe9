import type { CommandOf } from '../domain/commands.ts'
import type { Instant } from '../domain/events.ts'
import { consentByPreferences, topicsOffered } from '../domain/offer.ts'
import { parsePause } from '../domain/pause.ts'
import { compact } from '../lib/compact.ts'
import { messagesIn } from '../messages/index.ts'
import type { Subscriber } from '../pages/preferences-page.ts'
import { Preferences } from '../web/contract.ts'
import { readFormFields } from '../web/form-fields.ts'
import type { PageContext } from '../web/layout.ts'
import type { FieldError } from '../web/problem.ts'
import type { Body } from '../web/request.ts'
import { detailError, filledInDetails } from './details-body.ts'

/**
 * Validates preferences from the page's form or JSON. A topic or a detail that is left out is removed. The language
 * changes only to one that the settings offer, since a page in a single language has no choice of it.
 */
export function validatePreferences(
  body: Body,
  { settings, locale }: PageContext,
  supporter: Subscriber,
  now: Instant,
): CommandOf<'change-preferences'> | FieldError[] {
  const { invalid, preferences } = messagesIn(locale)
  const parsed = Preferences.safeParse(body.kind === 'form' ? fieldsOf(body.fields) : body.value)
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))]
    return fields.map((field) => ({ field, detail: detailError(field, locale) ?? invalid.value }))
  }
  const { data } = parsed
  const offered = topicsOffered(settings, supporter.topics).map(({ id }) => id)
  const topics = offered.filter((topic) => data.topics.includes(topic))
  const pausedUntil = parsePause(data.pause, now)
  if (pausedUntil === 'invalid') return [{ field: 'pause', detail: preferences.pause.invalid }]
  if (data.topics.some((topic) => topic !== '' && !offered.includes(topic)))
    return [{ field: 'topics', detail: invalid.topics }]

  const known = (text: string | undefined) => settings.locales.find((offered) => offered === text)
  const shown = {
    locale: known(data.shown) ?? locale,
    ...(data.wording !== undefined && { wordingVersion: Number(data.wording) }),
  }
  const consent = consentByPreferences(settings, shown, topics)
  return compact({
    type: 'change-preferences',
    topics,
    locale: known(data.locale) ?? supporter.locale ?? locale,
    ...filledInDetails(data),
    pausedUntil,
    consent,
  })
}

/** Reads an HTML form. Without a ticked topic it sends no topics, which means none. */
const fieldsOf = (sent: URLSearchParams) => ({ topics: [], ...readFormFields(sent) })
