import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import lock from '../package-lock.json' with { type: 'json' }

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly hasInstallScript?: boolean
}

const packages = Object.entries<Locked>(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    ...locked,
  }))

/** Those that may run code at installation: esbuild fetches its binary, node its own. */
const mayRunAtInstall = ['esbuild', 'node']

const permissive = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
]

/** Licences that bind who distributes: development uses these packages, and nothing that is deployed holds them. */
const forDevelopmentOnly: Record<string, string[]> = {
  'MPL-2.0': ['@axe-core/playwright', 'axe-core', 'lightningcss'],
  'AGPL-3.0-or-later': [
    '@cloud-copilot/iam-policy',
    '@cloud-copilot/iam-simulate',
    '@cloud-copilot/iam-utils',
  ],
}

/** Of several licences, one may be chosen. */
const choicesOf = (license = '') => license.replaceAll(/[()]/g, '').split(' OR ')

describe('the locked packages', () => {
  it('come from a registry, with the hash of their content', () => {
    expect(packages.length).toBeGreaterThan(100)
    const wrong = packages.filter(
      ({ inBundle, integrity = '', link, resolved }) =>
        link === true || resolved !== undefined || !(inBundle || integrity.startsWith('sha512-')),
    )
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('that ours names are pinned to one version', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    expect(Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('run nothing at installation, but for those named', () => {
    const running = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
    expect([...new Set(running)].toSorted()).toEqual(mayRunAtInstall)
  })

  it('have permissive licences where they are deployed, and named exceptions elsewhere', () => {
    const others = packages.filter(
      ({ license }) => !choicesOf(license).some((choice) => permissive.includes(choice)),
    )
    expect(others.filter(({ dev }) => !dev).map(({ name }) => name)).toEqual([])
    const unnamed = others.filter(
      ({ name, license = '' }) =>
        !forDevelopmentOnly[license]?.some((known) => name === known || name.startsWith(`${known}-`)),
    )
    expect(unnamed.map(({ name, license }) => `${name} ${license}`)).toEqual([])
  })
})
