import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { wordingHash } from '../../shared/domain/wording.ts'
import type { Settings } from '../../shared/settings/settings.ts'

/**
 * The hash of every published text, by wording or notice, version and language. The file is beside the settings, is
 * written by a deployment, and belongs in version control with them.
 */
type Lock = Record<string, Record<string, Record<string, string>>>

/**
 * Compares the settings with the published texts, which people agreed to and whose hashes are in proofs.
 * @returns a line for each text that was changed or removed under its version
 */
export function changedWordings(settingsFile: string, settings: Settings): string[] {
  const present = lockOf(settings)
  return entriesOf(readLock(settingsFile)).flatMap(([id, version, locale, hash]) => {
    const now = present[id]?.[version]?.[locale]
    if (now === hash) return []
    const next = Math.max(...Object.keys(present[id] ?? {}).map(Number), Number(version)) + 1
    return now === undefined
      ? `${id}, version ${version}, "${locale}": was published and must stay, because people agreed to it`
      : `${id}, version ${version}, "${locale}": was published with another text, which people agreed to. Restore it, and add the new text as version ${next}`
  })
}

/** Adds the texts of these settings to the lock file. */
export function lockWordings(settingsFile: string, settings: Settings): void {
  const lock = readLock(settingsFile)
  for (const [id, version, locale, hash] of entriesOf(lockOf(settings))) {
    lock[id] ??= {}
    const versions = lock[id]
    versions[version] = { ...versions[version], [locale]: hash }
  }
  writeFileSync(lockFileOf(settingsFile), `${JSON.stringify(lock, null, 2)}\n`)
}

export const lockFileOf = (settingsFile: string) => settingsFile.replace(/(\.json)?$/, '.wordings.json')

function lockOf({ wordings, privacyNotices }: Settings): Lock {
  const lock: Lock = {}
  const notices = privacyNotices.map((notice) => ({ id: 'privacy-notice', ...notice }))
  for (const { id, version, text } of [...wordings, ...notices]) {
    const hashes = Object.entries(text).map(([locale, words]) => [locale, wordingHash(words)])
    lock[id] = { ...lock[id], [version]: Object.fromEntries(hashes) }
  }
  return lock
}

function readLock(settingsFile: string): Lock {
  const file = lockFileOf(settingsFile)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function entriesOf(lock: Lock): [id: string, version: string, locale: string, hash: string][] {
  return Object.entries(lock).flatMap(([id, versions]) =>
    Object.entries(versions).flatMap(([version, locales]) =>
      Object.entries(locales).map(([locale, hash]): [string, string, string, string] => [
        id,
        version,
        locale,
        hash,
      ]),
    ),
  )
}
