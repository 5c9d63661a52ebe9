import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'

const types: Record<string, string> = { '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp' }

/** In bytes, since every page carries the logo. */
const largest = 8_000

/**
 * Reads a settings file's logo as the `data:` URI that pages carry. A `data:` URI is returned unchanged.
 * @throws an Error that describes the problem
 */
export function logoOf(settingsFile: string, logo: string): string {
  if (logo.startsWith('data:image/')) return logo
  const file = resolve(dirname(settingsFile), logo)
  const type = types[extname(file).toLowerCase()]
  if (!type) throw new Error('must be the name of an SVG, PNG or WebP file beside the settings')
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  const image = readFileSync(file)
  if (image.length > largest)
    throw new Error(`has ${image.length} bytes; at most ${largest}, since every page carries it`)
  return `data:${type};base64,${image.toString('base64')}`
}
