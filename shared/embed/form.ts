import type { FormDescription } from '../web/contract.ts'
import { element } from './element.ts'
import { fieldsOf } from './fields.ts'
import { type Failure, send } from './send.ts'
import { Summary } from './summary.ts'

/** Draws the form. It posts to the API by itself; the thanks replace it. */
export function signUpForm(about: FormDescription): HTMLElement {
  const { labels, locale } = about
  const fields = fieldsOf(about)
  const summary = new Summary(fields.controls)
  const button = element('button', { part: 'button' }, labels.submit)
  const form = element(
    'form',
    { 'aria-labelledby': 'title', novalidate: true },
    element('h2', { id: 'title', part: 'title' }, about.title),
    element('p', { part: 'introduction' }, about.introduction),
    summary.box,
    ...fields.nodes,
    button,
  )
  // The element's link to the hosted form, shown again if this form fails.
  const hostedFormLink = element('slot', { hidden: true })
  const frame = element('div', { lang: locale, dir: about.direction }, form, hostedFormLink)

  let busy = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const failure = await send({ form: about.form, locale, ...fields.values() })
    setBusy(false)
    if (failure) fail(failure)
    else thank(frame, about.thanks)
  })
  return frame

  /** Marks the button as busy without disabling it, since a disabled button would lose the focus. */
  function setBusy(now: boolean): void {
    busy = now
    button.setAttribute('aria-disabled', String(busy))
    button.textContent = busy ? labels.sending : labels.submit
  }

  function fail({ title, detail, errors = [] }: Failure): void {
    fields.mark(errors)
    hostedFormLink.hidden = errors.length > 0
    if (errors.length > 0) summary.show({ title: labels.problem, errors })
    else summary.show(title ? { title, text: detail } : about.unavailable)
  }
}

function thank(frame: HTMLElement, { title, text }: FormDescription['thanks']): void {
  const heading = element('h2', { part: 'title', tabindex: '-1' }, title)
  frame.replaceChildren(heading, ...text.map((paragraph) => element('p', {}, paragraph)))
  heading.focus()
}
