import { html } from 'hono/html'
import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import type { FieldDescription } from './contract.ts'
import { formFields, type TextFieldName } from './form-fields.ts'
import { type Html, lines } from './layout.ts'

/** Describes a text field, for our pages and for scripts that draw it elsewhere. */
export function describeField(name: TextFieldName, locale: Locale): FieldDescription {
  const { kind, label, autocomplete, maxLength, required } = formFields[name]
  return { name, kind, label: messagesIn(locale).form[label], autocomplete, maxLength, required }
}

interface FieldState {
  readonly value?: string | undefined
  /** The error's text, which says what to correct. */
  readonly error?: string | undefined
  /** Whether the error is read out and takes the focus: for pages without a summary above the form. @default false */
  readonly announced?: boolean
}

/** Draws a field with its label and, between them, its error. */
export function textField(field: FieldDescription, locale: Locale, state: FieldState): Html {
  const { name, label, required, maxLength } = field
  const { value = '', error, announced = false } = state
  const hint = required ? '' : html` <span class="hint">(${messagesIn(locale).form.optional})</span>`
  return html`<div class="field${error === undefined ? '' : ' wrong'}">
${lines(
  html`<label for="${name}">${label}${hint}</label>`,
  error === undefined
    ? undefined
    : html`<p class="message" id="${name}-error"${announced ? html` role="alert"` : ''}>${error}</p>`,
  html`<input id="${name}" name="${name}" ${attributesOf(field)}${required ? ' required' : ''} maxlength="${maxLength}" value="${onOneLine(value)}"${error === undefined ? '' : attributesOfError(name, announced)}>`,
)}
</div>`
}

/** Removes what a field of one line cannot hold (HTML, section 4.10.5.1.2: no line breaks) and a parser replaces (U+0000). */
function onOneLine(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

function attributesOf({ kind, autocomplete }: FieldDescription): Html {
  return kind === 'email'
    ? html`type="email" autocomplete="${autocomplete}" inputmode="email" spellcheck="false" dir="ltr"`
    : html`type="text" autocomplete="${autocomplete}" dir="auto"`
}

const attributesOfError = (name: string, announced: boolean) =>
  html` aria-invalid="true" aria-describedby="${name}-error"${announced ? ' autofocus' : ''}`
