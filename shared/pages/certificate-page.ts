import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import { dayIn, momentIn } from '../web/dates.ts'
import { type Html, layout, lines, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'
import type { Certificate } from '../workflows/erasure-certificate.ts'

/** Renders the certificate of an erasure, to print, sign and file: the content of the JSON, and how to check it. */
export function certificatePage(context: PageContext, certificate: Certificate): Reply {
  const copy = officerMessagesIn(context.locale).certificate
  const { organisation, request, finished, intact } = certificate
  return layout(context, {
    title: copy.title,
    main: lines(
      html`<h1>${copy.title}</h1>`,
      intact ? undefined : html`<p class="notice">${copy.broken}</p>`,
      finished
        ? html`<p>${copy.states(organisation, request)}</p>`
        : html`<p class="notice">${copy.underway}</p>`,
      facts(context, certificate),
      finished && consequences(context, certificate),
      proof(context, certificate),
      finished && checks(context, certificate, finished),
      finished && signature(context),
    ),
  })
}

function facts(context: PageContext, { request, supporterId, begun, finished, issued }: Certificate): Html {
  const copy = officerMessagesIn(context.locale).certificate
  const moment = (name: string, at: string) => html`<dt>${name}</dt>
<dd><time datetime="${at}">${momentIn(context, at)}</time></dd>`
  const { legalName, address, registration } = context.settings.organisation
  return html`<dl>
${lines(
  html`<dt>${messagesIn(context.locale).receipt.controller}</dt>
<dd><bdi>${legalName}</bdi><br><bdi>${address}</bdi><br><bdi>${registration}</bdi></dd>`,
  code(copy.request, request),
  code(copy.subject, supporterId),
  moment(copy.begun, begun.at),
  finished && moment(copy.finished, finished.at),
  moment(copy.issued, issued),
)}
</dl>`
}

function consequences(context: PageContext, { kept, inBackupsUntil, notified }: Certificate): Html {
  const copy = officerMessagesIn(context.locale).certificate
  return lines(
    html`<h2>${copy.erased}</h2>
${list(copy.erasedItems)}
<h2>${copy.kept}</h2>
${list(kept.map((what) => copy.keptItems[what]))}
<p>${copy.backups(dayIn(context, inBackupsUntil))}</p>
<h2>${copy.notified}</h2>`,
    notified.length > 0 ? list(notified) : html`<p>${copy.nobodyNotified}</p>`,
  )
}

function proof(context: PageContext, { begun, finished }: Certificate): Html {
  const copy = officerMessagesIn(context.locale).certificate
  const event = (title: string, { sequence, eventId, hash, seal }: Certificate['begun']) =>
    html`<h3>${copy.event(title, sequence)}</h3>
<dl>
${lines(
  code(copy.eventId, eventId),
  code(copy.hash, hash),
  seal && code(copy.seal(seal.number, momentIn(context, seal.to)), seal.hash),
)}
</dl>${seal ? '' : html`<p>${copy.notSealed}</p>`}`
  return lines(
    html`<h2>${copy.proof}</h2>
<p>${copy.proves}</p>`,
    event(copy.begun, begun),
    finished && event(copy.finished, finished),
  )
}

function checks(
  context: PageContext,
  { request }: Certificate,
  { hash, seal }: NonNullable<Certificate['finished']>,
): Html {
  const { check, checks: copy } = officerMessagesIn(context.locale).certificate
  const command = (text: string) => html`<br><code dir="ltr">${text}</code>`
  const against = seal ? ' --seal seal-mail.eml' : ''
  return html`<h2>${check}</h2>
<ol>
${lines(
  html`<li>${copy.download}${command(`GET /privacy/requests/${request}/export`)}</li>`,
  html`<li>${copy.verify}${command(`npm run verify -- data.json --head ${hash}${against}`)}</li>`,
  seal && html`<li>${copy.compare}</li>`,
)}
</ol>`
}

/** Renders lines to write on. */
function signature({ locale }: PageContext): Html {
  const { signature: title, signedBy, role, signed } = officerMessagesIn(locale).certificate
  return html`<section class="sign">
<h2>${title}</h2>
${lines(...[signedBy, role, signed].map((what) => html`<p>${what}</p>`))}
</section>`
}

const list = (items: readonly string[]) =>
  html`<ul>${items.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>`

const code = (name: string, value: string) => html`<dt>${name}</dt>
<dd><code dir="ltr">${value}</code></dd>`
