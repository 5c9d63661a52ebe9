import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, buildSync } from 'esbuild'
import { embedFile, settingsFile } from '../../shared/settings/deployed-files.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { paletteOf } from '../../shared/settings/theme/palette.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/**
 * Writes one function's asset: a single minified ESM file, and the organisation's settings beside it.
 * @param name the file in `functions/`, without its extension
 */
export function bundleFunction(name: string, outdir: string, settings: Settings): void {
  bundles ??= bundleAll()
  copyFileSync(join(bundles, `${name}.mjs`), join(outdir, 'index.mjs'))
  writeFileSync(join(outdir, settingsFile), JSON.stringify(settings))
}

/**
 * The variable that names a folder for keeping bundles, which are the same for all settings. Tests set it, since they
 * synthesize often.
 */
export const bundlesVariable = 'KEEP_BUNDLES_IN'

let bundles: string | undefined

/** Bundles all functions together, so that shared code is read once. */
function bundleAll(): string {
  const kept = process.env[bundlesVariable]
  if (kept && existsSync(kept)) return kept
  const outdir = kept ?? mkdtempSync(join(tmpdir(), 'supporter-bundles-'))
  if (!kept) process.once('exit', () => rmSync(outdir, { recursive: true, force: true }))
  const functions = here('../../functions')
  buildSync({
    ...bundling,
    entryPoints: readdirSync(functions)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(functions, file)),
    outdir,
    outExtension: { '.js': '.mjs' },
    alias: {
      // A Lambda has its credentials in the environment; the default chain would enlarge every bundle by a third.
      '@aws-sdk/credential-provider-node': here('./lambda-credentials.ts'),
      // DynamoDB is reached at its usual endpoint, which need not be discovered.
      '@aws-sdk/endpoint-cache': here('./no-endpoint-cache.ts'),
      // We only parse addresses with this package; its URL code would pull in a utility library.
      '@hapi/address': '@hapi/address/esm/email.js',
    },
  })
  return outdir
}

/** Bundles the script for other websites: one small file with our host and our colours. */
export function bundleEmbed(outdir: string, { site, theme }: Settings): void {
  buildSync({
    entryPoints: [here('../../shared/embed/embed.ts')],
    outfile: join(outdir, embedFile),
    bundle: true,
    minify: true,
    format: 'iife',
    // The oldest browsers with constructable stylesheets. Other browsers keep the link inside the element.
    target: ['chrome110', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define: { __apiUrl__: JSON.stringify(site.publicUrl), __palette__: JSON.stringify(paletteOf(theme)) },
  })
}

/** The esbuild options for Lambda, which `npm run bench` also uses for its baseline. */
export const bundling = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  // import() of Node's built-in modules loads far more of Node than we use; require() does not.
  supported: { 'dynamic-import': false },
  // CommonJS packages require() Node's built-in modules.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
} as const satisfies BuildOptions
