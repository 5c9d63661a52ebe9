import { shownWording } from '../../../../shared/domain/wording.ts'
import type { Locale } from '../../../../shared/settings/locale.ts'
import { loadSettings } from '../../../settings/load-settings.ts'

/** The parts of the organisation's settings that the website needs. */
export interface SiteSettings {
  organisation: string
  legalName: string
  registration: string
  privacyMailbox: string
  form: string
  wording: string
  topics: { id: string; name: string; description: string }[]
}

/** The language of the website's pages. */
const language: Locale = 'en'

/** Reads the first form of the settings file, in English. */
export function readSiteSettings(settingsFile: string): SiteSettings {
  const settings = loadSettings(settingsFile)
  const { name, legalName, registration, privacyMailbox } = settings.organisation
  const [form, { topics }] = Object.entries(settings.forms)[0] ?? ['', { topics: [] as string[] }]
  return {
    organisation: name,
    legalName,
    registration,
    privacyMailbox,
    form,
    wording: shownWording(settings, form, language).text,
    topics: settings.topics
      .filter((topic) => topics.includes(topic.id))
      .map(({ id, name, description }) => ({
        id,
        name: name[language] ?? id,
        description: description[language] ?? '',
      })),
  }
}
