import type { Locale } from '../settings/locale.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Messages } from './messages.ts'

const catalogues: Record<Locale, Messages> = { en, fr, ar }

export const messagesIn = (locale: Locale): Messages => catalogues[locale]

export const directionOf = (locale: Locale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr')
