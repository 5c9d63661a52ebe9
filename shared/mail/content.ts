import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'

/** A mail before it becomes text, HTML and MIME: the text and HTML parts are both rendered from it. */
export interface MailContent {
  readonly locale: Locale
  readonly subject: string
  /** The preview text that a mailbox shows beside the subject. */
  readonly preheader: string
  readonly heading: string
  readonly blocks: readonly Block[]
  /** Why the reader gets this mail. @default because the address was entered in a form */
  readonly why?: string
}

export type Block =
  | { readonly text: string }
  | { readonly list: readonly string[]; readonly title: string }
  | { readonly button: string; readonly url: string }
  | { readonly link: string; readonly url: string }

/** The organisation's settings and the mail's language. */
export interface MailSetting {
  readonly settings: Settings
  readonly locale: Locale
}

/** The texts that the catalogue has for every mail. */
export interface MailTexts {
  readonly subject: (organisation: string) => string
  readonly heading: string
  readonly body: (organisation: string) => string
  readonly why?: (organisation: string) => string
}

/** Builds a mail from its texts. The body is the first paragraph and the preview. */
export function mailContent(
  { settings, locale }: MailSetting,
  { subject, heading, body, why }: MailTexts,
  blocks: readonly Block[],
): MailContent {
  const { name } = settings.organisation
  const preheader = body(name)
  return {
    locale,
    subject: subject(name),
    preheader,
    heading,
    blocks: [{ text: preheader }, ...blocks],
    ...(why && { why: why(name) }),
  }
}
