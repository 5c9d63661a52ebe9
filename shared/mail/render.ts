import { html, raw } from 'hono/html'
import { directionOf, messagesIn } from '../messages/index.ts'
import { mailMessagesIn } from '../messages/mail/index.ts'
import type { Settings } from '../settings/settings.ts'
import { type Palette, paletteOf } from '../settings/theme/palette.ts'
import type { Block, MailContent } from './content.ts'

type Html = ReturnType<typeof html>

/** Renders the plain-text part: the same content, with each link on a line of its own. */
export function renderText(content: MailContent, settings: Settings): string {
  const { why, address, privacyPolicy } = footer(content, settings)
  const body = [content.heading, ...content.blocks.map(textOf)].join('\n\n')
  const end = [why, address.join('\n'), `${privacyPolicy.text}\n${privacyPolicy.url}`].join('\n\n')
  // Mail programs show the text below "-- " as a signature and leave it out of replies.
  return `${body}\n\n-- \n${end}\n`
}

/**
 * Renders the HTML part: readable without images or styles, light and dark, in both directions of writing. Mail
 * programs drop the document around the body, so the body repeats its language and direction. Some support neither
 * `bdi` nor logical properties; Word, which renders mails in Outlook, supports padding on table cells only.
 */
export function renderHtml(content: MailContent, settings: Settings): string {
  const { locale, subject, preheader } = content
  const direction = directionOf(locale)
  const { light, dark } = paletteOf(settings.theme)
  return String(html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${raw(inTheDark(dark))}</style>
</head>
<body class="outer" style="margin:0;padding:0;background:${light.paper};color:${light.ink}">
<div lang="${locale}" dir="${direction}">
<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<table role="presentation" class="outer" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${light.paper}"><tr><td align="center" style="padding:24px 12px">
${card(content, settings)}
${footerTable(content, settings)}
</td></tr></table>
</div>
</body>
</html>
`)
}

const font = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

const inTheDark = ({ paper, card, rule, ink, act, soft, onAct }: Palette) => `
@media (prefers-color-scheme:dark){
.outer{background:${paper}!important}
.card{background:${card}!important;border-color:${rule}!important}
.ink{color:${ink}!important}
.name{border-color:${act}!important}
.soft{color:${soft}!important}
.link{color:${act}!important}
.button{background:${act}!important}
.press{color:${onAct}!important}
}`

function card({ locale, heading, blocks }: MailContent, { organisation, theme }: Settings): Html {
  const { light } = paletteOf(theme)
  const start = directionOf(locale) === 'rtl' ? 'right' : 'left'
  return html`<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" dir="${directionOf(locale)}" style="max-width:560px;background:${light.card};border:1px solid ${light.rule};border-radius:10px"><tr><td class="ink" style="padding:28px 28px 16px;text-align:${start};word-break:break-word;font:16px/1.6 ${font};color:${light.ink}">
<p class="name" style="margin:0 0 28px;padding:0 10px;border-${start}:5px solid ${light.act};font-weight:bold"><span dir="auto">${organisation.name}</span></p>
<h1 style="margin:0 0 16px;font:bold 24px/1.35 ${font}">${heading}</h1>
${blocks.map((block) => html`${htmlOf(block, light)}\n`)}</td></tr></table>`
}

function footerTable(content: MailContent, settings: Settings): Html {
  const { light } = paletteOf(settings.theme)
  const direction = directionOf(content.locale)
  const start = direction === 'rtl' ? 'right' : 'left'
  const { why, address, privacyPolicy } = footer(content, settings)
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" dir="${direction}" style="max-width:560px"><tr><td class="soft" style="padding:20px 28px;text-align:${start};word-break:break-word;font:13px/1.6 ${font};color:${light.soft}">
<p style="margin:0 0 12px">${why}</p>
<p style="margin:0 0 12px">${address.map((line, i) => html`${i > 0 ? raw('<br>\n') : ''}<span dir="auto">${line}</span>`)}</p>
<p style="margin:0"><a class="soft" href="${privacyPolicy.url}" style="color:${light.soft}">${privacyPolicy.text}</a></p>
</td></tr></table>`
}

function textOf(block: Block): string {
  if ('text' in block) return block.text
  if ('list' in block) return [block.title, ...block.list.map((item) => `- ${item}`)].join('\n')
  return 'button' in block ? `${block.button}\n${block.url}` : `${block.link}\n${block.url}`
}

function htmlOf(block: Block, light: Palette): Html {
  if ('text' in block) return html`<p style="margin:0 0 16px">${block.text}</p>`
  if ('list' in block) {
    return html`<p style="margin:0 0 4px;font-weight:bold">${block.title}</p>
<ul style="margin:0 0 16px;padding:0 20px">${block.list.map((item) => html`<li>${item}</li>`)}</ul>`
  }
  if ('button' in block) {
    return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0"><tr><td class="button" style="border-radius:6px;background:${light.act};mso-padding-alt:14px 28px"><a class="press" href="${block.url}" style="display:inline-block;padding:14px 28px;text-align:center;font:bold 16px/1.4 ${font};color:${light.onAct};text-decoration:none">${block.button}</a></td></tr></table>`
  }
  return html`<p style="margin:0 0 16px"><a class="link" href="${block.url}" style="color:${light.act}">${block.link}</a></p>`
}

function footer({ locale, why }: MailContent, { organisation }: Settings) {
  const { name, legalName, address, registration, privacyPolicyUrl } = organisation
  const { form } = messagesIn(locale)
  return {
    why: why ?? mailMessagesIn(locale).why(name),
    address: [legalName, address, registration],
    privacyPolicy: { text: form.privacyPolicy, url: privacyPolicyUrl },
  }
}
