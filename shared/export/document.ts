import { html, raw } from 'hono/html'
import { profileFields } from '../domain/profile.ts'
import { exportMessagesIn } from '../messages/export/index.ts'
import { directionOf, messagesIn } from '../messages/index.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import type { TimelineEntry } from '../office/timeline.ts'
import { topicNames } from '../proof/receipt/words.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { dayIn, momentIn } from '../web/dates.ts'
import { type Html, lines } from '../web/layout.ts'
import { styleOf } from '../web/style.ts'
import type { ExportFile } from './export-file.ts'

/**
 * Renders the page to read: the Art 15 information in plain language, then the data. It needs no network and can be
 * printed.
 */
export function documentOf(settings: Settings, file: ExportFile, timeline: readonly TimelineEntry[]): string {
  const { locale, controller } = file
  const words = exportMessagesIn(locale)
  return String(html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title} – ${controller.name}</title>
<style>${raw(styleOf(settings.theme))}${raw(ownStyle)}</style>
</head>
<body>
<header><span class="name"><bdi>${controller.name}</bdi></span></header>
<main>
<h1>${words.title}</h1>
<p>${words.introduction(controller.name, momentIn({ settings, locale }, file.issued))}</p>
${copyInWords(settings, file, timeline)}
<h2>${words.files}</h2>
${list(words.fileItems)}
</main>
<footer>
<p><bdi>${controller.legalName}</bdi></p>
<p><bdi>${controller.address}</bdi></p>
<p><bdi>${controller.registration}</bdi></p>
</footer>
</body>
</html>
`)
}

/** Renders the data held and its Art 15 information. The my-data page shows it too. */
export function copyInWords(settings: Settings, file: ExportFile, timeline: readonly TimelineEntry[]): Html {
  return lines(
    record(settings, file),
    information(file),
    history(settings, file, timeline),
    evidence(file),
    requests(settings, file),
  )
}

/** Makes section headings larger than the headings inside them, since the page has many sections. */
const ownStyle = '@media screen{h2{font-size:1.25rem;margin-block-start:2.25rem}}'

function record(settings: Settings, { locale, subject }: ExportFile): Html {
  const words = exportMessagesIn(locale)
  const { email, status, topics, since, lawfulBasis, request } = subject
  const names = (ids: readonly string[]) => topicNames(settings, ids, locale).join(', ')
  const date = (at: string | undefined) => at && momentIn({ settings, locale }, at)
  const bases: Readonly<Record<string, string>> = words.bases
  const rows: [string, string | undefined][] = [
    [words.fields.email, email],
    ...profileFields.map((field): [string, string | undefined] => [
      messagesIn(locale).form[field],
      subject[field] ?? request?.[field],
    ]),
    [words.fields.locale, subject.locale && languageName(subject.locale, locale)],
    [words.fields.status, words.statuses[status]],
    [words.fields.since, date(since)],
    [words.fields.topics, names(topics)],
    [words.fields.lawfulBasis, lawfulBasis && bases[lawfulBasis]],
    [words.fields.pausedUntil, date(subject.pausedUntil)],
    [words.fields.restrictedSince, date(subject.restrictedSince)],
    [words.fields.request, request && names(request.topics)],
    [words.fields.supporterId, subject.supporterId],
  ]
  return lines(
    html`<h2>${words.held}</h2>`,
    email ? undefined : html`<p>${words.nothingHeld}</p>`,
    definitions(rows),
  )
}

/** Renders the information of Art 15(1)(a) to (h) and 15(2). */
function information({ locale, information: texts, controller }: ExportFile): Html {
  const words = exportMessagesIn(locale)
  const { name, websiteUrl, phone } = texts.authority
  return html`<h2>${words.controller}</h2>
<p><bdi>${controller.legalName}</bdi><br><bdi>${controller.address}</bdi><br><bdi class="whole">${controller.email}</bdi><br><bdi class="whole" dir="ltr">${controller.phone}</bdi></p>
<h2>${words.purposes}</h2>
${list(texts.purposes)}
<h2>${words.lawfulBases}</h2>
${list(texts.lawfulBases)}
<h2>${words.categories}</h2>
${list(texts.categories)}
<h2>${words.recipients}</h2>
${list(texts.recipients)}
<h2>${words.transfers}</h2>
<p>${texts.transfers}</p>
<h2>${words.retention}</h2>
${list(texts.retention)}
<h2>${words.source}</h2>
<p>${texts.source}</p>
<h2>${words.decisions}</h2>
<p>${texts.automatedDecisions}</p>
<h2>${words.rights}</h2>
${list(texts.rights)}
<p>${words.exercise(controller.email)}</p>
<h2>${words.authority}</h2>
<p>${words.complain(name)}<br><bdi class="whole" dir="ltr">${websiteUrl}</bdi>${phone ? html`<br><bdi class="whole" dir="ltr">${phone}</bdi>` : ''}</p>`
}

function history(
  settings: Settings,
  { locale }: ExportFile,
  timeline: readonly TimelineEntry[],
): Html | undefined {
  const words = exportMessagesIn(locale)
  if (timeline.length === 0) return undefined
  return html`<h2>${words.history}</h2>
<dl>${timeline.map(({ sequence, at, text }) => html`<dt>${words.entry(sequence)}</dt><dd>${momentIn({ settings, locale }, at)}<br>${text}</dd>`)}</dl>`
}

function evidence({ locale, evidence: items }: ExportFile): Html | undefined {
  const words = exportMessagesIn(locale)
  const { ip, userAgent, page, fields } = words.evidenceFields
  if (items.length === 0) return undefined
  return html`<h2>${words.evidence}</h2>
<p>${words.evidenceText}</p>
${items.map(
  (item) => html`<h3>${words.entry(item.sequence)}</h3>
${definitions([
  [ip, item.ip],
  [userAgent, item.userAgent],
  [page, item.page],
  [fields, item.fields && sent(item.fields)],
])}`,
)}`
}

const sent = (fields: Readonly<Record<string, string | readonly string[]>>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .join('; ')

function requests(settings: Settings, file: ExportFile): Html | undefined {
  const words = officerMessagesIn(file.locale)
  const types: Readonly<Record<string, string>> = words.requestType
  const happened: Readonly<Record<string, string>> = words.requestEvent
  if (file.requests.length === 0) return undefined
  return html`<h2>${exportMessagesIn(file.locale).requests}</h2>
${file.requests.map(({ id, type, history: events }) =>
  definitions([
    [id, types[type] ?? type],
    ...events.map(({ type: event, on, note }): [string, string] => [
      dayIn({ settings, locale: file.locale }, on),
      [happened[event] ?? event, ...(note ? [note] : [])].join(' – '),
    ]),
  ]),
)}`
}

const languageName = (of: string, locale: Locale) =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(of)

const list = (items: readonly string[]) =>
  html`<ul>${items.map((item) => html`<li>${textIn(item)}</li>`)}</ul>`

/** Isolates a text without Arabic letters. An Arabic sentence may begin with a Latin name and is still Arabic. */
const textIn = (item: string) => (/\p{Script=Arabic}/u.test(item) ? item : html`<bdi>${item}</bdi>`)

/** Renders a definition list whose values align with their labels in right-to-left pages too. */
const definitions = (rows: readonly (readonly [string, string | undefined])[]) =>
  html`<dl>${rows.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${textIn(value)}</dd>` : ''))}</dl>`
