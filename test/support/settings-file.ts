import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes the local settings with some sections replaced, as a file to start a stack from. */
export function settingsWith(changes: object): string {
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'settings.json')
  writeFileSync(
    file,
    JSON.stringify({ ...JSON.parse(readFileSync('infra/settings/local.json', 'utf8')), ...changes }),
  )
  return file
}
