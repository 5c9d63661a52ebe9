import { html, raw } from 'hono/html'
import { directionOf, messagesIn } from '../messages/index.ts'
import type { Settings } from '../settings.ts'
import type { Block, MailContent } from './content.ts'

type Html = ReturnType<typeof html>

/** The plain-text part: the same words, links written out. */
export function renderText(content: MailContent, settings: Settings): string {
  const paragraphs = [
    content.heading,
    ...content.blocks.map(textOf),
    '-- ',
    footerLines(content, settings).join('\n'),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

/** The HTML part: readable without images or styles, light and dark, in either direction of writing. */
export function renderHtml(content: MailContent, settings: Settings): string {
  const { locale, subject, preheader, heading, blocks } = content
  const direction = directionOf(locale)
  const start = direction === 'rtl' ? 'right' : 'left'
  const [why, ...address] = footerLines(content, settings)
  return String(html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${raw(style)}</style>
</head>
<body class="outer" style="margin:0;padding:0;background:#eef1f5;color:#1c2430">
<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<table role="presentation" class="outer" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f5"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" dir="${direction}" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td class="ink" style="padding:32px 28px;text-align:${start};font:16px/1.6 ${font};color:#1c2430">
<p style="margin:0 0 24px;font-weight:bold">${settings.organisation.name}</p>
<h1 style="margin:0 0 16px;font:bold 24px/1.3 ${font}">${heading}</h1>
${blocks.map(htmlOf)}
</td></tr></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" dir="${direction}" style="max-width:560px"><tr><td class="soft" style="padding:20px 28px;text-align:${start};font:13px/1.6 ${font};color:#4c5768">
<p style="margin:0 0 8px">${why}</p>
${address.map((line) => html`<p style="margin:0">${line}</p>`)}
<p style="margin:8px 0 0"><a class="soft" href="${settings.organisation.privacyPolicyUrl}" style="color:#4c5768">${messagesIn(locale).form.privacyPolicy}</a></p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`)
}

const font = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

const style = `
@media (prefers-color-scheme:dark){
.outer{background:#0d1116!important}
.card{background:#171d25!important}
.ink{color:#edf1f5!important}
.soft{color:#b4bfcc!important}
.link{color:#8cc4f8!important}
.button{background:#8cc4f8!important;color:#0a1a2b!important}
}`

function textOf(block: Block): string {
  if ('text' in block) return block.text
  if ('list' in block) return [`${block.title}:`, ...block.list.map((item) => `- ${item}`)].join('\n')
  return 'button' in block ? `${block.button}:\n${block.url}` : `${block.link}:\n${block.url}`
}

function htmlOf(block: Block): Html {
  if ('text' in block)
    return html`<p style="margin:0 0 16px">${block.text}</p>
`
  if ('list' in block) {
    return html`<p style="margin:0 0 4px;font-weight:bold">${block.title}</p>
<ul style="margin:0 0 16px;padding:0 20px">${block.list.map((item) => html`<li>${item}</li>`)}</ul>
`
  }
  if ('button' in block) {
    return html`<p style="margin:24px 0"><a class="button" href="${block.url}" style="display:inline-block;padding:14px 28px;border-radius:6px;background:#0b5394;color:#ffffff;font-weight:bold;text-decoration:none">${block.button}</a></p>
`
  }
  return html`<p style="margin:0 0 16px"><a class="link" href="${block.url}" style="color:#0b5394">${block.link}</a></p>
`
}

function footerLines({ locale, why }: MailContent, { organisation }: Settings): string[] {
  const { name, legalName, address, registration } = organisation
  return [why ?? messagesIn(locale).mail.why(name), legalName, address, registration]
}
