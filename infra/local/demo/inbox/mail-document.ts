import { html as markup } from 'hono/html'
import type { Mail } from '../../emulator/ses/mailbox.ts'

/** Allows a hostile mail no script, no form and no content of other sites; its links open a new tab. */
export const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data: http://127.0.0.1:* http://localhost:*',
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

/** Returns the mail's HTML, or its text as HTML, whose links open a new tab. */
export function mailDocument({ html, text, subject }: Mail): string {
  return withNewTabs(html === '' ? String(textDocument(text, subject)) : html)
}

const base = '<base target="_blank">'

/** Inserts a base element in a place that neither ends the head nor precedes the doctype. */
function withNewTabs(html: string): string {
  for (const tag of [/<head(\s[^>]*)?>/i, /<html(\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    if (tag.test(html)) return html.replace(tag, (opening) => opening + base)
  }
  return base + html
}

function textDocument(text: string, subject: string) {
  return markup`<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
<style>body { font: 1rem/1.6 system-ui, sans-serif; margin: 1.5rem; white-space: pre-wrap; overflow-wrap: anywhere }</style>
</head>
<body dir="auto">${withLinks(text)}</body>
</html>`
}

function withLinks(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, i) => (i % 2 === 1 ? markup`<a href="${part}">${part}</a>` : part))
}
