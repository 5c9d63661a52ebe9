import { currentNotice, shownWording } from '../domain/wording.ts'
import { directionOf, messagesIn } from '../messages/index.ts'
import { offeredTopics } from '../pages/form-page.ts'
import { thanksIn } from '../pages/thanks-page.ts'
import type { FormSettings } from '../settings/settings.ts'
import type { FormDescription } from '../web/contract.ts'
import { textFields } from '../web/form-fields.ts'
import type { PageContext } from '../web/layout.ts'
import { describeField } from '../web/text-field.ts'

/** Describes the form of `shared/pages/form-page.ts` to scripts that draw it themselves. */
export function describeForm(
  { settings, locale }: PageContext,
  id: string,
  form: FormSettings,
): FormDescription {
  const { form: labels, problem } = messagesIn(locale)
  return {
    form: id,
    locale,
    direction: directionOf(locale),
    title: form.title[locale] ?? '',
    introduction: form.introduction[locale] ?? '',
    fields: textFields.map((name) => describeField(name, locale)),
    topics: offeredTopics(settings, form).map(({ id, name, description }) => ({
      id,
      name: name[locale] ?? '',
      description: description[locale] ?? '',
    })),
    box: form.softOptIn ? 'refuse' : 'consent',
    wording: shownWording(settings, id, locale),
    privacyNotice: currentNotice(settings, locale).text,
    privacyPolicyUrl: settings.organisation.privacyPolicyUrl,
    labels,
    thanks: thanksIn(locale, form),
    unavailable: problem.unavailable,
  }
}
