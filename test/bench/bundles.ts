import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { bundleFunction, bundling } from '../../infra/bundle/bundle.ts'
import { loadSettings } from '../../infra/settings/load-settings.ts'
import type { Row } from './report.ts'

export const functionNames = ['sign-up', 'confirm', 'unsubscribe'] as const

export interface Bundle {
  readonly name: string
  /** Holds `index.mjs`, and the settings next to it, like a Lambda's task root. */
  readonly directory: string
  readonly bytes: number
}

export interface Bundles {
  readonly bare: Bundle
  readonly functions: readonly Bundle[]
}

/** Bundles each function as it is deployed, and a bare client for comparison. */
export function makeBundles(scratch: string): Bundles {
  const settings = loadSettings(path('../../infra/settings/local.json'))
  const functions = functionNames.map((name) =>
    made(name, scratch, (outdir) => bundleFunction(name, outdir, settings)),
  )
  return { functions, bare: made('bare client', scratch, bundleBareClient) }
}

const budget = 1.25

export function bundleRows({ functions, bare }: Bundles): Row[] {
  return functions.map(({ name, bytes }) => {
    const ratio = bytes / bare.bytes
    return {
      measure: 'Bundle',
      of: name,
      measured: `${ratio.toFixed(2)} x bare`,
      budget: `<= ${budget}`,
      within: ratio <= budget,
      detail: `${kilobytes(bytes)} against ${kilobytes(bare.bytes)}`,
      values: { bytes, bareBytes: bare.bytes, ratio },
    }
  })
}

function made(name: string, scratch: string, make: (outdir: string) => void): Bundle {
  const directory = join(scratch, name.replace(' ', '-'))
  mkdirSync(directory, { recursive: true })
  make(directory)
  return { name, directory, bytes: statSync(join(directory, 'index.mjs')).size }
}

/** Bundles with esbuild's defaults, without aliases or other options. */
function bundleBareClient(outdir: string): void {
  buildSync({
    ...bundling,
    supported: {},
    entryPoints: [path('./bare-client.ts')],
    outfile: join(outdir, 'index.mjs'),
  })
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`
