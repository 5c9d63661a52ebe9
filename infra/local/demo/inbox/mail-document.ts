import type { Mail } from '../../emulator/ses/mailbox.ts'
import { escapeHtml } from '../html.ts'

/** A mail is hostile: no script, no form, nothing from elsewhere, and no way out but a new tab. */
export const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data: http://127.0.0.1:* http://localhost:*',
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

/** The mail's HTML as it is, or its text as HTML, with every link leading to a new tab. */
export function mailDocument({ html, text, subject }: Mail): string {
  return withNewTabs(html === '' ? textDocument(text, subject) : html)
}

const base = '<base target="_blank">'

/** Put where it neither ends the head nor comes before the doctype. */
function withNewTabs(html: string): string {
  for (const tag of [/<head(\s[^>]*)?>/i, /<html(\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    if (tag.test(html)) return html.replace(tag, (opening) => opening + base)
  }
  return base + html
}

function textDocument(text: string, subject: string): string {
  return `<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>body { font: 1rem/1.6 system-ui, sans-serif; margin: 1.5rem; white-space: pre-wrap; overflow-wrap: anywhere }</style>
</head>
<body dir="auto">${withLinks(text)}</body>
</html>`
}

function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, i) =>
      i % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join('')
}
