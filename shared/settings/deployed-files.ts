import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'

/** The file beside the bundle with the organisation's settings, checked at synthesis. */
export const settingsFile = 'settings.json'

export const readSettings = (): Settings => JSON.parse(readBeside(settingsFile))

/** The script that `functions/embed.ts` serves, built for one organisation at synthesis. */
export const embedFile = 'embed.js'

/** Reads a file placed beside the bundle at synthesis. */
export function readBeside(file: string): string {
  const root = process.env.LAMBDA_TASK_ROOT
  if (!root) throw new Error('LAMBDA_TASK_ROOT is not set: this runs in Lambda or on the local stack')
  return readFileSync(join(root, file), 'utf8')
}
