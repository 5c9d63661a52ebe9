import { readFileSync } from 'node:fs'
import { en } from 'zod/locales'
import * as z from 'zod/mini'
import { Settings } from '../../shared/settings/settings.ts'
import { logoOf } from './logo.ts'
import { changedWordings } from './wording-lock.ts'

z.config(en())

/**
 * Reads and validates an organisation's settings file.
 * @throws an Error that names the file and, one a line, each invalid field and the reason
 */
export function loadSettings(file: string): Settings {
  const result = Settings.safeParse(parseJson(file))
  if (result.success) return refuseChangedTexts(file, withLogo(file, result.data))
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

/** Refuses to change a published text under its version, since people agreed to it (UK GDPR Art 7(1)). */
function refuseChangedTexts(file: string, settings: Settings): Settings {
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
