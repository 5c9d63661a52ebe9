import type { Mail } from '../../infra/local/emulator/ses/mailbox.ts'

/** Returns every URL in a mail's text, HTML and headers. */
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

/** Returns the kind of a mail from its `Feedback-ID`, which begins with the kind, or with the form in a list mail. */
export function kindOf(mail: Mail): string {
  const [first = '', second = ''] = String(mail.headers['Feedback-ID']).split(':')
  return isListMail(mail) ? second : first
}

/** Returns whether a mail can be unsubscribed from; an answer to a person's own request is no list mail. */
export const isListMail = ({ headers }: Mail): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'list-id')
