import type { Mail } from '../../infra/local/emulator/ses/mailbox.ts'

/** Returns every URL in a mail: in its text, its HTML, or any header. */
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

/**
 * Returns the kind of a mail, as mailbox providers are told it: `Feedback-ID` begins with it, or with the form of a
 * list mail.
 */
export function kindOf(mail: Mail): string {
  const [first = '', second = ''] = String(mail.headers['Feedback-ID']).split(':')
  return isListMail(mail) ? second : first
}

/** A list mail can be unsubscribed from; an answer to a person's own request is none. */
export const isListMail = ({ headers }: Mail): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'list-id')
