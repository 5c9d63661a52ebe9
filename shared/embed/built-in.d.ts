import type { Palette } from '../settings/theme/palette.ts'
import type { SchemeName } from '../settings/theme/theme.ts'

/** Declares the values that synthesis puts in from the settings: none comes from the page that the script runs on. */
declare global {
  /** The API's origin. */
  const __apiUrl__: string
  const __palette__: Record<SchemeName, Palette>
}
