import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadSettings } from '../../../infra/settings/load-settings.ts'
import { lockFileOf, lockWordings } from '../../../infra/settings/wording-lock.ts'
import type { Settings } from '../../../shared/settings/settings.ts'

let file: string

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'wordings-')), 'charity.json')
  copyFileSync('infra/settings/production.example.json', file)
  lockWordings(file, loadSettings(file))
})

function edit(change: (settings: Settings) => void): void {
  const settings = JSON.parse(readFileSync(file, 'utf8'))
  change(settings)
  writeFileSync(file, JSON.stringify(settings))
}

const first = <T>([item]: readonly T[]): T => {
  if (item === undefined) throw new Error('none')
  return item
}

describe('published wordings', () => {
  it('can be used as they are', () => {
    expect(loadSettings(file).wordings).toHaveLength(1)
  })

  it.each<[string, (settings: Settings) => void, string]>([
    [
      'a wording',
      (s) => Object.assign(first(s.wordings).text, { en: 'Something else' }),
      'email-updates, version 1, "en"',
    ],
    [
      'a notice',
      (s) => Object.assign(first(s.privacyNotices).text, { en: 'Else' }),
      'privacy-notice, version 1, "en"',
    ],
  ])('cannot be changed under their version: %s', (_, change, named) => {
    edit(change)
    expect(() => loadSettings(file)).toThrow(named)
    expect(() => loadSettings(file)).toThrow('add the new text as version 2')
  })

  it('cannot be removed', () => {
    edit((settings) => {
      settings.wordings.push({ ...first(settings.wordings), version: 2 })
      settings.wordings.shift()
    })
    expect(() => loadSettings(file)).toThrow('email-updates, version 1, "en": was published and must stay')
  })

  it('can be followed by a new version, or translated into a new language', () => {
    edit((settings) => {
      settings.wordings.push({
        ...first(settings.wordings),
        version: 2,
        text: { en: 'New words', fr: 'Nouveau' },
      })
      Object.assign(first(settings.wordings).text, { fr: 'Oui' })
    })
    lockWordings(file, loadSettings(file))
    const lock = JSON.parse(readFileSync(lockFileOf(file), 'utf8'))
    expect(Object.keys(lock['email-updates'])).toEqual(['1', '2'])
    expect(Object.keys(lock['email-updates'][1])).toEqual(['en', 'fr'])
  })
})
