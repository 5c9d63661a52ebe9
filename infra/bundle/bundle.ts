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
 * Puts one function where it is deployed from: a single minified ESM file, and the organisation's settings beside it.
 * @param name the file in `functions/`, without its ending
 */
export function bundleFunction(name: string, outdir: string, settings: Settings): void {
  bundles ??= bundleAll()
  copyFileSync(join(bundles, `${name}.mjs`), join(outdir, 'index.mjs'))
  writeFileSync(join(outdir, settingsFile), JSON.stringify(settings))
}

/** Where tests, which synthesize many times, keep the bundles of their run: they are the same for all settings. */
export const bundlesVariable = 'KEEP_BUNDLES_IN'

let bundles: string | undefined

/** All functions together: what they share is read once. */
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
      // A Lambda has its credentials in the environment; the default chain would add a third to every bundle.
      '@aws-sdk/credential-provider-node': here('./lambda-credentials.ts'),
      // Of this package we check addresses; what it has for URLs brings a utility library along.
      '@hapi/address': '@hapi/address/esm/email.js',
    },
  })
  return outdir
}

/** Bundles the script for other people's websites: one small file that knows our host and our colours. */
export function bundleEmbed(outdir: string, { site, theme }: Settings): void {
  buildSync({
    entryPoints: [here('../../shared/embed/embed.ts')],
    outfile: join(outdir, embedFile),
    bundle: true,
    minify: true,
    format: 'iife',
    // The oldest that know constructable stylesheets. Elsewhere, the link in the element's place stays.
    target: ['chrome110', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define: { __apiUrl__: JSON.stringify(site.publicUrl), __palette__: JSON.stringify(paletteOf(theme)) },
  })
}

/** How anything is bundled for Lambda here; `npm run bench` bundles its baseline in the same way. */
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
  // import() of Node's own modules makes namespaces that load far more of Node than we use; require() does not.
  supported: { 'dynamic-import': false },
  // What is CommonJS asks for Node's own modules by require().
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
} as const satisfies BuildOptions
