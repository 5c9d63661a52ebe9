import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }

const scripts: Record<string, string> = packageJson.scripts
const names = Object.keys(scripts).filter((name) => !name.startsWith('pre'))

describe('a fresh clone', () => {
  it.each(names)('installs the dependencies before npm run %s', (name) => {
    expect(scripts[`pre${name}`]).toBe('node infra/commands/ensure-installed.mjs')
  })
})
