import * as z from 'zod/mini'

/** The languages on offer. Each has a catalogue in `shared/messages`. */
export const locales = ['en', 'fr', 'ar'] as const
export const Locale = z.enum(locales)
export type Locale = z.infer<typeof Locale>
