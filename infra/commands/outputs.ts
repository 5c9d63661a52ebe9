import { existsSync, readFileSync } from 'node:fs'

/** Returns the file of the stack's outputs, beside the settings: `production.json` → `production.outputs.json`. */
export const outputsFileOf = (settingsFile: string) => settingsFile.replace(/(\.json)?$/, '.outputs.json')

/**
 * Reads the outputs of the last deployment with these settings from this machine.
 * @returns an empty object before the first
 */
export function readOutputs(settingsFile: string): Record<string, string> {
  const file = outputsFileOf(settingsFile)
  if (!existsSync(file)) return {}
  const stacks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>
  return Object.assign({}, ...Object.values(stacks))
}
