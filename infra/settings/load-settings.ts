import { readFileSync } from 'node:fs'
import { en } from 'zod/locales'
import * as z from 'zod/mini'
import { Settings } from '../../shared/settings/settings.ts'
import { logoOf } from './logo.ts'
import { changedWordings } from './wording-lock.ts'

z.config(en())

/**
 * Reads and checks an organisation's settings file.
 * @throws an Error that names the file and, line by line, each field that is wrong and why.
 */
export function loadSettings(file: string): Settings {
  const result = Settings.safeParse(parseJson(file))
  if (result.success) return unchanged(file, withLogo(file, result.data))
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || '(whole file)'}: ${message}`,
  )
  throw unusable(file, problems)
}

const unusable = (file: string, problems: string[], options?: ErrorOptions) =>
  new Error(
    `The settings in ${file} cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    options,
  )

function withLogo(file: string, settings: Settings): Settings {
  const { logo, ...theme } = settings.theme
  if (logo === undefined) return settings
  try {
    return { ...settings, theme: { ...theme, logo: logoOf(file, logo) } }
  } catch (cause) {
    throw unusable(file, [`theme.logo: ${(cause as Error).message}`], { cause })
  }
}

/** Refuses a changed text under a version that people agreed to (UK GDPR Art 7(1)). */
function unchanged(file: string, settings: Settings): Settings {
  const changed = changedWordings(file, settings)
  if (changed.length === 0) return settings
  throw new Error(
    `The settings in ${file} change published texts:\n${changed.map((line) => `  ${line}`).join('\n')}`,
  )
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`The settings file ${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
