import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../../infra/settings/load-settings.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a person may have written into the file
type Anything = any

function settingsWith(change: (settings: Anything) => void): string {
  const settings: Anything = JSON.parse(readFileSync('infra/settings/production.example.json', 'utf8'))
  change(settings)
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  return file
}

describe('settings', () => {
  it('from the example can be used as they are', () => {
    expect(loadSettings(settingsWith(() => {}))).toMatchObject({ retention: { pendingDays: 7 } })
  })

  it('have defaults for pace, retention and limits', () => {
    const file = settingsWith((settings) => {
      for (const field of ['confirmation', 'retention', 'limits', 'locales']) delete settings[field]
    })
    expect(loadSettings(file)).toMatchObject({
      confirmation: { linkHours: 72, cooldownMinutes: 10, mailsPerDay: 3 },
      limits: { signUpsPerNetworkPerHour: 60, workerConcurrency: 2 },
      locales: ['en'],
    })
  })

  it.each<[string, (settings: Anything) => void]>([
    ['organisation.name', (s) => delete s.organisation.name],
    ['sender.address: ', (s) => Object.assign(s.sender, { address: 'hello' })],
    ['sender.feedbackId: 5 to 15', (s) => Object.assign(s.sender, { feedbackId: 'x y' })],
    [
      'site.publicUrl: scheme and host only',
      (s) => Object.assign(s.site, { publicUrl: 'https://example.org/' }),
    ],
    ['site.publicUrl: must be https', (s) => Object.assign(s.site, { publicUrl: 'http://example.org' })],
    ['forms.newsletter.wording: no wording', (s) => Object.assign(s.forms.newsletter, { wording: 'nope' })],
    ['forms.newsletter.topics.0: no topic', (s) => Object.assign(s.forms.newsletter, { topics: ['nope'] })],
    [
      'forms.newsletter.origins.0: an origin is',
      (s) => Object.assign(s.forms.newsletter, { origins: ['https://a.org/x'] }),
    ],
    [
      'forms.newsletter: Unrecognized key: "orgins"',
      (s) => Object.assign(s.forms.newsletter, { orgins: [] }),
    ],
    [
      'theme.light.accent: links on the card: #ffd400 on #ffffff has a contrast of 1.43:1, below the 4.5:1',
      (s) => Object.assign(s.theme.light, { accent: '#ffd400' }),
    ],
    ['theme.light.accent: a colour is six', (s) => Object.assign(s.theme.light, { accent: 'teal' })],
    ['theme.logo: there is no file', (s) => Object.assign(s.theme, { logo: 'nowhere.svg' })],
    [
      'theme.logo: must be the name of an SVG, PNG or WebP',
      (s) => Object.assign(s.theme, { logo: 'https://example.org/logo' }),
    ],
    [
      'site.certificateArn: is in eu-west-2: API Gateway needs',
      (s) => Object.assign(s, { region: 'eu-west-1' }),
    ],
    ['forms: at least one', (s) => Object.assign(s, { forms: {} })],
    ['wordings.0.text.fr: missing', (s) => Object.assign(s, { locales: ['en', 'fr'] })],
    ['wordings.1.version: the same id and version', (s) => s.wordings.push(s.wordings[0])],
    [
      'confirmation.linkHours: a link cannot outlive',
      (s) => Object.assign(s.confirmation, { linkHours: 200 }),
    ],
  ])('with an error name the field: %s', (message, change) => {
    expect(() => loadSettings(settingsWith(change))).toThrow(message)
  })

  it('take their logo from a small file beside them', () => {
    const file = settingsWith((settings) => Object.assign(settings.theme, { logo: 'logo.svg' }))
    const logo = join(dirname(file), 'logo.svg')
    writeFileSync(logo, '<svg/>')
    expect(loadSettings(file).theme.logo).toBe('data:image/svg+xml;base64,PHN2Zy8+')
    writeFileSync(logo, ' '.repeat(8_001))
    expect(() => loadSettings(file)).toThrow('theme.logo: has 8001 bytes; at most 8000')
  })

  it('that are invalid JSON or missing name the file', () => {
    const file = settingsWith(() => {})
    writeFileSync(file, '{')
    expect(() => loadSettings(file)).toThrow(`The settings file ${file} cannot be read`)
    expect(() => loadSettings('nowhere.json')).toThrow('The settings file nowhere.json cannot be read')
  })
})
