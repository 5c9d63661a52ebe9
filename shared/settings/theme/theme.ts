import * as z from 'zod/mini'

const colour = z
  .string()
  .check(z.regex(/^#[0-9a-f]{6}$/i, 'a colour is six hexadecimal digits after a #, such as #0b5563'))

/** The colours of a scheme. Those left out are derived from the accent. */
const Scheme = z.strictObject({
  /** The colour of buttons, links, ticks and the focus outline. */
  accent: z.optional(colour),
  /** The colour of text on a button. */
  onAccent: z.optional(colour),
  /** The colour of the area around the page's card. */
  background: z.optional(colour),
})

/** The look of an organisation's pages and mails. Its contrast is checked: see `contrast.ts`. */
export const Theme = z.strictObject({
  light: z.prefault(Scheme, {}),
  dark: z.prefault(Scheme, {}),
  /**
   * An image file beside the settings, inlined as a `data:` URI when they are read: a page stays one HTTP request, to
   * our host only, and no file has to be served.
   */
  logo: z.optional(z.string().check(z.minLength(1))),
})

export type Theme = z.infer<typeof Theme>
export type SchemeName = 'light' | 'dark'
export type ThemeColour = keyof z.infer<typeof Scheme>
