import type { Locale } from '../../settings/locale.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { ExportMessages } from './messages.ts'

const catalogues: Record<Locale, ExportMessages> = { en, fr, ar }

/**
 * Returns the texts of a copy of the data. They are a catalogue of their own, bundled only with the functions that
 * make copies.
 */
export const exportMessagesIn = (locale: Locale): ExportMessages => catalogues[locale]
