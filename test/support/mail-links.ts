import type { Mail } from '../../infra/local/emulator/ses/mailbox.ts'

/** Every address that a mail brings along, wherever it stands: in its text, its HTML, or any of its headers. */
export function linksIn({ text, html, headers }: Mail): string[] {
  const written = text.matchAll(/https?:\/\/[^\s<>"]+/g)
  const marked = html.matchAll(/\b(?:href|src|action|background)="(https?:[^"]+)"/g)
  const headed = Object.values(headers)
    .flat()
    .flatMap((value) => [...value.matchAll(/<(https?:[^>]+)>/g)])
  const found = [
    ...[...written].map(([link]) => link),
    ...[...marked, ...headed].map(([, link = '']) => link),
  ]
  return [...new Set(found.map((link) => link.replaceAll('&amp;', '&')))]
}

/** What a mail is for, as mailbox providers are told: `Feedback-ID` begins with it, or with the form of a list mail. */
export function kindOf(mail: Mail): string {
  const [first = '', second = ''] = String(mail.headers['Feedback-ID']).split(':')
  return isListMail(mail) ? second : first
}

/** Of what a person can leave; an answer to their own request is none. */
export const isListMail = ({ headers }: Mail): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'list-id')
