import { html } from 'hono/html'
import { mayExplainWithdrawal, undoableWithdrawal } from '../domain/decisions/withdrawal.ts'
import { type Instant, withdrawalReasons } from '../domain/events.ts'
import { dayOf, pauseAt, pauseEnd, pauses } from '../domain/pause.ts'
import type { Subscription, Supporter, UndoableWithdrawal } from '../domain/supporter.ts'
import { messagesIn } from '../messages/index.ts'
import type { Copy } from '../messages/messages.ts'
import { topicNames } from '../proof/receipt/words.ts'
import { choices, list, pressForm, quietButton } from '../web/controls.ts'
import { dayIn } from '../web/dates.ts'
import { type Html, inLanguage, layout, lines, message, type PageContext } from '../web/layout.ts'
import type { Reply } from '../web/reply.ts'
import { signUpAgain } from './confirm-page.ts'

export function unsubscribePage(context: PageContext): Reply {
  const { ask } = messagesIn(context.locale).unsubscribe
  return page(context, ask, pressForm([], html`<button type="submit">${ask.press}</button>`))
}

/** Renders the page that refuses more topics or an incoming address change, or all mail. */
export function cancelPage(context: PageContext, what: 'topics' | 'address-change' = 'topics'): Reply {
  const { unsubscribe } = messagesIn(context.locale)
  const cancel = what === 'address-change' ? unsubscribe.addressChange.refuse : unsubscribe.cancel
  const press = pressForm([], html`<button type="submit">${cancel.press}</button>`)
  return page(context, cancel, press, unsubscribeFromEverything(context))
}

export function cancelledPage(context: PageContext): Reply {
  const { cancelled } = messagesIn(context.locale).unsubscribe
  return message(context, cancelled, unsubscribeFromEverything(context))
}

/**
 * Renders the page for a person who is not on the list, for any reason. Only just after unsubscribing, it offers to
 * undo it, keep topics or pause, and to give a reason.
 */
export function unsubscribedPage(context: PageContext, supporter: Supporter, now: Instant): Reply {
  const { done, why } = messagesIn(context.locale).unsubscribe
  const withdrawal = undoableWithdrawal(supporter, now)
  const explained = supporter.status === 'unsubscribed' && supporter.explained
  return message(
    context,
    done,
    lines(
      explained ? html`<p class="notice" role="status">${why.thanks}</p>` : undefined,
      html`<h2>${done.mistake}</h2>`,
      withdrawal ? undoForms(context, withdrawal, now) : signUpAgain(context, done.signUp),
      mayExplainWithdrawal(supporter, now) ? reasonForm(context) : undefined,
    ),
  )
}

/** Renders the page after a withdrawal was undone, in full or in part. @param subscription what continues now */
export function withdrawalUndonePage(context: PageContext, subscription: Subscription, now: Instant): Reply {
  const { locale } = context
  const { unsubscribe, preferences } = messagesIn(locale)
  const pausedUntil = pauseAt(subscription, now)
  return message(
    context,
    unsubscribe.returned,
    lines(
      list(topicNames(context.settings, subscription.topics, locale)),
      pausedUntil === undefined
        ? undefined
        : html`<p>${preferences.changes.paused(dayIn(context, pausedUntil))}</p>`,
      pressForm([['action', 'leave']], quietButton(unsubscribe.ask.press)),
    ),
  )
}

export function tooLatePage(context: PageContext): Reply {
  const { tooLate, done } = messagesIn(context.locale).unsubscribe
  return message(context, tooLate, signUpAgain(context, done.signUp))
}

/** Renders the page that the notice to the old address links to. */
export function stopAddressChangePage(context: PageContext): Reply {
  const { ask } = messagesIn(context.locale).unsubscribe.addressChange
  return page(context, ask, pressForm([], html`<button type="submit">${ask.press}</button>`))
}

export function addressChangeStoppedPage(context: PageContext): Reply {
  return message(context, messagesIn(context.locale).unsubscribe.addressChange.stopped)
}

/**
 * Renders the page at an address that was changed to another.
 * @param more the actions possible here
 */
export function addressChangedPage(context: PageContext, more?: Html): Reply {
  const { addressChanged } = messagesIn(context.locale).unsubscribe.addressChange
  const { privacyMailbox } = context.settings.organisation
  return message(context, addressChanged, lines(html`<p>${addressChanged.notYou(privacyMailbox)}</p>`, more))
}

/** Renders the button that unsubscribes from everything. */
export function unsubscribeFromEverything(context: PageContext): Html {
  const { everything } = messagesIn(context.locale).unsubscribe
  return html`<section>
<h2>${everything.title}</h2>
${pressForm([['action', 'leave']], quietButton(everything.press))}
</section>`
}

function undoForms(context: PageContext, { sequence, from }: UndoableWithdrawal, now: Instant): Html {
  const { back, fewer, pause } = messagesIn(context.locale).unsubscribe
  const undo = [['action', 'undo-withdrawal'] as const, ['undoes', sequence] as const]
  const all = from.topics.map((topic) => ['topics', topic] as const)
  const paused = pauseAt(from, now)
  const names = topicNames(context.settings, from.topics, context.locale)
  const each = from.topics.map((value, i) => ({ name: 'topics', value, label: names[i] ?? value }))
  return lines(
    pressForm(
      [...undo, ...all, ['pause', paused === undefined ? undefined : dayOf(paused)]],
      html`<button type="submit">${back}</button>`,
    ),
    from.topics.length > 1
      ? pressForm(undo, lines(choices('checkbox', fewer.title, each), quietButton(fewer.press)))
      : undefined,
    html`<h2>${pause.title}</h2>
<p>${pause.text}</p>`,
    pressForm(
      [...undo, ...all],
      html`<p class="presses">
${lines(...pauses.map((length) => quietButton(pause.press(dayIn(context, pauseEnd(now, length))), 'pause', length)))}
</p>`,
    ),
  )
}

function reasonForm({ locale }: PageContext): Html {
  const { why } = messagesIn(locale).unsubscribe
  const reasons = withdrawalReasons.map((reason) => quietButton(why.reasons[reason], 'reason', reason))
  return html`<h2>${why.title}</h2>
${pressForm(
  [['action', 'explain']],
  html`<p class="presses">
${lines(...reasons)}
</p>`,
)}`
}

function page(context: PageContext, { title, text }: Copy, ...more: Html[]): Reply {
  const main = lines(html`<h1>${title}</h1>`, html`<p>${text}</p>`, ...more)
  return layout(context, { title, main, languages: inLanguage })
}
