import { readFileSync } from 'node:fs'

/** What the stand-in website takes from the organisation's settings. */
export interface SiteSettings {
  organisation: string
  legalName: string
  registration: string
  privacyMailbox: string
  form: string
  wording: string
  topics: { id: string; name: string; description: string }[]
}

interface Localised {
  [locale: string]: string
}

interface File {
  organisation: { name: string; legalName?: string; registration?: string; privacyMailbox?: string }
  topics?: { id: string; name: Localised; description?: Localised }[]
  wordings?: { id: string; version: number; text: Localised }[]
  forms?: Record<string, { wording: string; topics?: string[] }>
}

/** Reads the first form of the settings file, in English. */
export function readSiteSettings(settingsFile: string): SiteSettings {
  const {
    organisation,
    forms = {},
    topics = [],
    wordings = [],
  } = JSON.parse(readFileSync(settingsFile, 'utf8')) as File
  const [id = 'newsletter', form] = Object.entries(forms)[0] ?? []
  const versions = wordings.filter((wording) => wording.id === form?.wording)
  const newest = versions.sort((a, b) => b.version - a.version)[0]
  return {
    organisation: organisation.name,
    legalName: organisation.legalName ?? organisation.name,
    registration: organisation.registration ?? '',
    privacyMailbox: organisation.privacyMailbox ?? '',
    form: id,
    wording: english(newest?.text),
    topics: topics
      .filter((topic) => form?.topics?.includes(topic.id))
      .map(({ id: topicId, name, description }) => ({
        id: topicId,
        name: english(name),
        description: english(description),
      })),
  }
}

function english(text: Localised | undefined): string {
  return text?.en ?? Object.values(text ?? {})[0] ?? ''
}
