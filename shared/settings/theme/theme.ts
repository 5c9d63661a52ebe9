import * as z from 'zod/mini'

const colour = z
  .string()
  .check(z.regex(/^#[0-9a-f]{6}$/i, 'a colour is six hexadecimal digits after a #, such as #0b5563'))

/** What is left out follows from the accent. */
const Scheme = z.strictObject({
  /** Buttons, links, ticks and the outline of what has the focus. */
  accent: z.optional(colour),
  /** The words on a button. */
  onAccent: z.optional(colour),
  /** Around the page's one card. */
  background: z.optional(colour),
})

/** How an organisation's pages and mails look. That everybody can read them is checked: see `contrast.ts`. */
export const Theme = z.strictObject({
  light: z.prefault(Scheme, {}),
  dark: z.prefault(Scheme, {}),
  /**
   * An image file beside the settings, which becomes a `data:` URI when they are read: a page stays one request, to
   * nobody else, and there is nothing to serve.
   */
  logo: z.optional(z.string().check(z.minLength(1))),
})

export type Theme = z.infer<typeof Theme>
export type SchemeName = 'light' | 'dark'
export type ThemeColour = keyof z.infer<typeof Scheme>
