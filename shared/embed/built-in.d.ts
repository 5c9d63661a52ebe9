import type { Palette } from '../settings/theme/palette.ts'
import type { SchemeName } from '../settings/theme/theme.ts'

/** Declares the values that the build inserts from the settings. None is read from the page that runs the script. */
declare global {
  /** The API's origin. */
  const __apiUrl__: string
  const __palette__: Record<SchemeName, Palette>
}
