import type { FieldDescription, FormDescription } from '../web/contract.ts'
import { element } from './element.ts'
import type { Failure } from './send.ts'

/** The fields that a person fills in, each with a place for its error. */
export interface Fields {
  readonly nodes: readonly HTMLElement[]
  /** Returns the values for `POST /signups`. */
  values(): object
  /** Shows each error beside its field, and clears the others. */
  mark(errors: NonNullable<Failure['errors']>): void
  /** The first control of each visible field, in order, by the name that errors use. */
  readonly controls: ReadonlyMap<string, HTMLInputElement>
}

export function fieldsOf(about: FormDescription): Fields {
  const { labels, box, topics } = about
  const texts = about.fields.map((field) => textField(field, labels.optional))
  const choices = topics.length > 0 ? topicChoices(about) : undefined
  const agreement = agreementBox(about)
  const trap = element('input', { name: 'website', tabindex: '-1', autocomplete: 'off' })
  const fields = [...texts, ...(choices ? [choices] : []), agreement]
  return {
    nodes: [...fields.map(({ node }) => node), ...smallPrint(about), honeypot(labels.honeypot, trap)],
    values: () => ({
      ...Object.fromEntries(texts.map(({ name, controls }) => [name, controls[0].value])),
      // Left out where there is no choice, which means all topics.
      ...(choices && { topics: choices.controls.filter(isChecked).map(({ value }) => value) }),
      [box]: isChecked(agreement.controls[0]),
      wording: String(about.wording.version),
      website: trap.value,
    }),
    mark: (errors) => {
      for (const field of fields) mark(field, errors.find((error) => error.field === field.name)?.detail)
    },
    controls: new Map(fields.map((field) => [field.name, field.controls[0]])),
  }
}

interface Field {
  readonly name: string
  readonly node: HTMLElement
  /** The error text, which describes the controls. Empty if there is no error. */
  readonly message: HTMLElement
  readonly controls: readonly [HTMLInputElement, ...HTMLInputElement[]]
}

const isChecked = ({ checked }: HTMLInputElement) => checked

function messageFor(name: string): HTMLElement {
  return element('p', { id: `${name}-error`, class: 'message', part: 'message' })
}

function textField(
  { name, kind, label, required, autocomplete, maxLength }: FieldDescription,
  optional: string,
): Field {
  const message = messageFor(name)
  const input = element('input', {
    id: name,
    name,
    type: kind,
    autocomplete,
    part: 'input',
    'aria-describedby': message.id,
    maxlength: String(maxLength),
    required,
    ...(kind === 'email' ? { inputmode: kind, spellcheck: 'false', dir: 'ltr' } : { dir: 'auto' }),
  })
  const hint = required ? [] : [element('span', { class: 'hint' }, ` (${optional})`)]
  const words = element('label', { for: name, part: 'label' }, label, ...hint)
  return { name, node: element('div', { class: 'field' }, words, message, input), message, controls: [input] }
}

function topicChoices({ topics, labels }: FormDescription): Field {
  const message = messageFor('topics')
  const choices = topics.map(({ id, name, description }) => {
    const about = element('span', { id: `about-${id}`, class: 'hint' }, description)
    const box = element('input', {
      id: `topic-${id}`,
      name: 'topics',
      type: 'checkbox',
      value: id,
      'aria-describedby': about.id,
    })
    return { box, node: element('div', { class: 'choice' }, box, labelOf(box, name), about) }
  })
  const legend = element('legend', { part: 'label' }, labels.topics)
  const group = element('fieldset', { 'aria-describedby': message.id }, legend, message)
  group.append(...choices.map(({ node }) => node))
  const [first, ...others] = choices.map(({ box }) => box)
  return {
    name: 'topics',
    node: element('div', { class: 'field' }, group),
    message,
    controls: [first as HTMLInputElement, ...others],
  }
}

/** Draws the one box, never ticked beforehand, beside the wording that the ledger will name. */
function agreementBox({ box: name, wording }: FormDescription): Field {
  const message = messageFor(name)
  const box = element('input', {
    id: name,
    name,
    type: 'checkbox',
    'aria-describedby': message.id,
    required: name === 'consent',
  })
  const choice = element('div', { class: 'choice' }, box, labelOf(box, wording.text))
  const node = element('div', { class: 'consent', part: 'consent' }, message, choice)
  return { name, node, message, controls: [box] }
}

const labelOf = ({ id }: HTMLElement, words: string) => element('label', { for: id }, words)

function smallPrint({ privacyNotice, privacyPolicyUrl, labels }: FormDescription): HTMLElement[] {
  const policy = element('a', { href: privacyPolicyUrl }, labels.privacyPolicy)
  return [element('p', { class: 'hint' }, privacyNotice), element('p', { class: 'hint' }, policy)]
}

/** Draws the trap for robots, which people neither see nor fill in. */
function honeypot(label: string, trap: HTMLInputElement): HTMLElement {
  return element('p', { class: 'hp', 'aria-hidden': 'true' }, element('label', {}, label, ' ', trap))
}

function mark({ node, message, controls }: Field, detail = ''): void {
  const wrong = detail !== ''
  node.classList.toggle('wrong', wrong)
  message.textContent = detail
  for (const control of controls) control.setAttribute('aria-invalid', String(wrong))
}
