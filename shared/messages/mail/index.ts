import type { Locale } from '../../settings/locale.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { MailMessages } from './messages.ts'

const catalogues: Record<Locale, MailMessages> = { en, fr, ar }

export const mailMessagesIn = (locale: Locale): MailMessages => catalogues[locale]
