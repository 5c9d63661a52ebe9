import type { Locale } from '../../settings/locale.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { ExportMessages } from './messages.ts'

const catalogues: Record<Locale, ExportMessages> = { en, fr, ar }

/** A catalogue of its own: only what makes such a copy carries it. */
export const exportMessagesIn = (locale: Locale): ExportMessages => catalogues[locale]
