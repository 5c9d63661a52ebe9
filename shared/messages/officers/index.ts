import type { Locale } from '../../settings/locale.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { OfficerMessages } from './messages.ts'

const catalogues: Record<Locale, OfficerMessages> = { en, fr, ar }

export const officerMessagesIn = (locale: Locale): OfficerMessages => catalogues[locale]
