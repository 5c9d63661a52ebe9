import { html } from 'hono/html'
import { backupDays } from '../domain/backups.ts'
import { mayChangeAddress } from '../domain/decisions/address-change.ts'
import { profileFields } from '../domain/profile.ts'
import type { Supporter } from '../domain/supporter.ts'
import { copyInWords } from '../export/document.ts'
import type { ExportFile } from '../export/export-file.ts'
import { urls } from '../links/urls.ts'
import { messagesIn } from '../messages/index.ts'
import { mailMessagesIn } from '../messages/mail/index.ts'
import type { Copy } from '../messages/messages.ts'
import type { TimelineEntry } from '../office/timeline.ts'
import { list, pressForm, quietButton } from '../web/controls.ts'
import { type Html, inLanguage, layout, lines, message, type PageContext } from '../web/layout.ts'
import { errorAt, type FieldError } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { describeField, textField } from '../web/text-field.ts'

export interface MyDataPage {
  readonly file: ExportFile
  readonly timeline: readonly TimelineEntry[]
  readonly supporter: Supporter
  /** Whether evidence is withheld because it may be another person's. */
  readonly withheld: boolean
  readonly preferencesUrl?: string
  /** The result of the last action. */
  readonly notice?: string
  /** The new address entered before, if the page is shown again. */
  readonly email?: string
  readonly errors?: readonly FieldError[]
}

/** Renders everything held, in words, and the possible actions. */
export function myDataPage(context: PageContext, page: MyDataPage): Reply {
  const { settings, locale } = context
  const { myData } = messagesIn(locale)
  const { file, timeline, withheld, preferencesUrl, notice, errors = [] } = page
  return layout(context, {
    status: errors.length > 0 ? 422 : 200,
    title: myData.title,
    languages: inLanguage,
    main: lines(
      html`<h1>${myData.title}</h1>`,
      notice === undefined ? undefined : html`<p class="notice" role="status">${notice}</p>`,
      html`<p>${myData.text(settings.organisation.name)}</p>`,
      contents(context, page),
      copyInWords(settings, file, timeline),
      withheld ? html`<p>${myData.withheld}</p>` : undefined,
      downloads(context),
      preferencesUrl === undefined
        ? undefined
        : html`<section>
<p><a href="${preferencesUrl}">${mailMessagesIn(locale).preferences}</a></p>
</section>`,
      correction(context, page),
      change(context, page),
      objection(context, page),
      html`<section id="erase">
<h2>${myData.erase.title}</h2>
<p>${myData.erase.text}</p>
<p><a href="?step=erase">${myData.erase.go}</a></p>
</section>`,
    ),
  })
}

/** Renders, before anything is erased, what is erased, what stays, and why (WCAG 3.3.4). */
export function askToErasePage(context: PageContext): Reply {
  const { myData } = messagesIn(context.locale)
  const { ask, back } = myData.erase
  const { erased, erasedItems, kept, keptItems, backups } = mailMessagesIn(context.locale).erasure
  return layout(context, {
    title: ask.title,
    main: html`<h1>${ask.title}</h1>
<p>${ask.text}</p>
<h2>${erased}</h2>
${list(erasedItems)}
<h2>${kept}</h2>
${list(keptItems)}
<p>${backups(backupDays)}</p>
${pressForm([['action', 'erase']], html`<button type="submit">${ask.press}</button>`)}
<p class="after"><a href="?">${back}</a></p>`,
  })
}

export function myDataExpiredPage(context: PageContext): Reply {
  const { expired } = messagesIn(context.locale).myData
  return message(context, expired, linkToRequestAgain(context, expired.again), 410)
}

/** Renders the answer for a person on whom nothing is held. */
export function nothingHeldPage(
  context: PageContext,
  copy: Copy = messagesIn(context.locale).myData.nothing,
): Reply {
  return message(context, copy)
}

/** Renders the answer, which is the same for every new address. */
export function addressChangeRequestedPage(context: PageContext): Reply {
  const { asked } = messagesIn(context.locale).myData.addressChange
  return message(context, asked, html`<p>${asked.nothing}</p>`)
}

function linkToRequestAgain({ settings, locale }: PageContext, text: string): Html {
  return html`<p><a href="${urls(settings.site.publicUrl).askForMyData(locale)}">${text}</a></p>`
}

/** Links to the actions, which come after all the information of Art 15. */
function contents({ locale }: PageContext, { supporter }: MyDataPage): Html {
  const { downloads, correct, addressChange, object, erase } = messagesIn(locale).myData
  const links = [
    ['keep', downloads.title],
    canCorrect(supporter) && ['correct', correct.title],
    mayChangeAddress(supporter) && ['address-change', addressChange.title],
    canObject(supporter) && ['object', object.title],
    ['erase', erase.title],
  ].filter((link) => link !== false)
  return html`<ul>
${lines(...links.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`))}
</ul>`
}

const canCorrect = ({ address }: Supporter) => address !== undefined
const canObject = (supporter: Supporter) =>
  supporter.status !== 'suppressed' || supporter.reason !== 'objected'

function downloads({ locale }: PageContext): Html {
  const { downloads } = messagesIn(locale).myData
  const tables = (['record', 'history', 'evidence'] as const).map(
    (table) => html`<li><a href="?format=csv&amp;table=${table}" download>${downloads[table]}</a></li>`,
  )
  return html`<section id="keep">
<h2>${downloads.title}</h2>
<ul>
${lines(html`<li><a href="?format=json" download>${downloads.json}</a></li>`, ...tables)}
</ul>
</section>`
}

/**
 * Renders the form for a new address, for subscribers only: with a pending sign-up, a person signs up with the new
 * address instead.
 */
function change({ locale }: PageContext, { supporter, email, errors }: MyDataPage): Html | undefined {
  const { addressChange } = messagesIn(locale).myData
  const error = errorAt('email', errors)
  const field = { ...describeField('email', locale), label: addressChange.email }
  if (!mayChangeAddress(supporter)) return undefined
  return html`<section id="address-change">
<h2>${addressChange.title}</h2>
<p>${addressChange.text}</p>
${pressForm([['action', 'address-change']], lines(textField(field, locale, { value: email, error, announced: true }), quietButton(addressChange.press)))}
</section>`
}

function correction({ locale }: PageContext, { supporter, errors = [] }: MyDataPage): Html | undefined {
  const { correct } = messagesIn(locale).myData
  const wrong = profileFields.find((name) => errorAt(name, errors) !== undefined)
  if (!canCorrect(supporter)) return undefined
  const fields = profileFields.map((name) =>
    textField(describeField(name, locale), locale, {
      value: supporter[name],
      error: errorAt(name, errors),
      announced: name === wrong,
    }),
  )
  return html`<section id="correct">
<h2>${correct.title}</h2>
<p>${correct.text}</p>
${pressForm([['action', 'rectify']], lines(...fields, quietButton(correct.press)))}
</section>`
}

function objection({ locale }: PageContext, { supporter }: MyDataPage): Html | undefined {
  const { title, text, press } = messagesIn(locale).myData.object
  if (!canObject(supporter)) return undefined
  return html`<section id="object">
<h2>${title}</h2>
<p>${text}</p>
${pressForm([['action', 'object']], quietButton(press))}
</section>`
}
