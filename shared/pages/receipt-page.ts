import { html } from 'hono/html'
import { exportMessagesIn } from '../messages/export/index.ts'
import { messagesIn } from '../messages/index.ts'
import { isConsent } from '../proof/receipt/agreement.ts'
import type { KeptText } from '../proof/receipt/kept-texts.ts'
import type { Receipted } from '../proof/receipt/receipt.ts'
import { methodOf, recipientsIn, topicNames } from '../proof/receipt/words.ts'
import { cycleIn, type LedgerItem } from '../store/ledger-item.ts'
import { momentIn } from '../web/dates.ts'
import { type Html, inLanguage, layout, lines, message, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'

/** Renders a consent receipt for printing: the wording, the notice, the history, and the proof. Shows no token. */
export function receiptPage(context: PageContext, receipted: Receipted): Reply {
  const { settings, locale } = context
  const { agreement } = receipted
  const { ended } = agreement
  const copy = messagesIn(locale).receipt
  const { title, text } = isConsent(agreement) ? copy.consent : copy.softOptIn
  return layout(context, {
    title,
    languages: inLanguage,
    main: lines(
      html`<h1>${title}</h1>
<p>${text(settings.organisation.name)}</p>`,
      ended && html`<p class="notice">${eventIn(context, ended.type)} · ${momentIn(context, ended.at)}</p>`,
      html`<h2>${copy.agreed}</h2>`,
      ...wordingsOf(receipted).map(quote),
      html`<h2>${copy.topics}</h2>
<ul>${topicNames(settings, agreement.topics, locale).map((topic) => html`<li>${topic}</li>`)}</ul>
<h2>${copy.told}</h2>`,
      ...noticesOf(receipted).map(quote),
      recipients(context),
      html`<h2>${copy.happened}</h2>
<dl>
${lines(...historyOf(receipted).map((event) => happened(context, event)))}
</dl>
<h2>${copy.how}</h2>
<p>${methodOf(settings, agreement.latest.consent, locale)}.</p>
${controller(context)}
<h2>${copy.withdraw}</h2>
<p>${copy.leave(settings.organisation.privacyMailbox)}</p>
${proof(context, receipted)}
<div class="screen">
<h2>${copy.keep}</h2>
<ul>
${lines(
  html`<li><a href="?format=json" download>${copy.download}</a></li>`,
  isConsent(agreement)
    ? html`<li><a href="?format=jsonld" download>${copy.downloadRecord}</a></li>`
    : undefined,
)}
</ul>
</div>`,
    ),
  })
}

/** Explains that the link is authentic, but nothing was agreed to, or it was erased. */
export function noReceiptPage(context: PageContext): Reply {
  return message(context, messagesIn(context.locale).receipt.none, undefined, 404)
}

function recipients({ settings, locale }: PageContext): Html | undefined {
  const named = recipientsIn(settings, locale)
  if (named.length === 0) return undefined
  return html`<h2>${exportMessagesIn(locale).recipients}</h2>
<ul>${named.map(({ name, receives }) => html`<li><bdi>${name}</bdi>: ${receives}</li>`)}</ul>`
}

function controller({ settings, locale }: PageContext): Html {
  const { legalName, address, registration, privacyMailbox, phone } = settings.organisation
  const { controller, officer } = messagesIn(locale).receipt
  return html`<h2>${controller}</h2>
<p><bdi>${legalName}</bdi><br><bdi>${address}</bdi><br><bdi>${registration}</bdi><br>
${officer}<br><bdi class="whole">${privacyMailbox}</bdi><br><bdi class="whole" dir="ltr">${phone}</bdi></p>`
}

function proof(context: PageContext, receipted: Receipted): Html {
  const { agreement, receipt } = receipted
  const copy = messagesIn(context.locale).receipt
  const sealed = receipt.proofs[String(agreement.latest.sequence)]?.seal
  return html`<h2>${copy.proof}</h2>
<p>${copy.proves}</p>
<dl>
${lines(
  ...wordingsOf(receipted).map(({ id, version, hash }) => number(copy.wording(id, version), hash)),
  ...noticesOf(receipted).map(({ version, hash }) => number(copy.notice(version), hash)),
  number(copy.number, agreement.latest.eventId),
  number(copy.head, receipt.chain.at(-1)?.hash ?? ''),
  html`<dt>${copy.inclusion}</dt>
<dd>${sealed ? copy.sealed(sealed.number, momentIn(context, sealed.to)) : copy.notSealed}</dd>`,
  sealed && number(copy.root, sealed.root),
)}
</dl>`
}

const number = (name: string, value: string) => html`<dt>${name}</dt>
<dd><code dir="ltr">${value}</code></dd>`

/** Quotes a text in the language in which it was shown, since consent is not given to a translation. */
const quote = ({ text, locale }: KeptText) =>
  html`<blockquote class="quote" lang="${locale}" dir="auto">${text}</blockquote>`

function happened(context: PageContext, { type, at }: LedgerItem): Html {
  return html`<dt>${eventIn(context, type)}</dt>
<dd><time datetime="${at}">${momentIn(context, at)}</time></dd>`
}

function eventIn({ locale }: PageContext, type: string): string | undefined {
  const { events } = messagesIn(locale).receipt
  return Object.entries(events).find(([name]) => name === type)?.[1]
}

/** Lists the events from the first sign-up to the end, without those that mean nothing to the person. */
function historyOf({ agreement: { given, ended }, receipt: { chain } }: Receipted): LedgerItem[] {
  const [first] = given
  const from = (first && cycleIn(first)) || first?.sequence || 1
  const to = ended?.sequence ?? Number.POSITIVE_INFINITY
  return chain.filter(
    ({ sequence, type }) => sequence >= from && sequence <= to && type in messagesIn('en').receipt.events,
  )
}

const wordingsOf = ({ agreement, receipt }: Receipted) =>
  receipt.wordings.filter(({ hash }) => agreement.given.some(({ consent }) => consent.wording.hash === hash))

const noticesOf = ({ agreement, receipt }: Receipted) =>
  receipt.notices.filter(({ hash }) => agreement.given.some(({ consent }) => consent.notice.hash === hash))
