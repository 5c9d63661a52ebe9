import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildResult, buildSync } from 'esbuild'
import { settingsFile } from '../shared/config.ts'
import type { Settings } from '../shared/settings.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Bundles one function as it is deployed: a single minified ESM file, and the organisation's settings beside it. */
export function bundleFunction(
  entry: string,
  outdir: string,
  settings: Settings,
): BuildResult<{ metafile: true }> {
  writeFileSync(join(outdir, settingsFile), JSON.stringify(settings))
  return buildSync({
    entryPoints: [entry],
    outfile: join(outdir, 'index.mjs'),
    bundle: true,
    minify: true,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    // A Lambda has its credentials in the environment; the default chain would add a third to every bundle.
    alias: { '@aws-sdk/credential-provider-node': here('./lambda-credentials.ts') },
    // What is still CommonJS asks for Node's own modules by require().
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  })
}
