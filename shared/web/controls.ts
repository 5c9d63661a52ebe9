import { html, raw } from 'hono/html'
import { type Html, lines } from './layout.ts'

export interface Choice {
  readonly name: string
  readonly value: string
  readonly label: string
  /** A sentence below the label. */
  readonly hint?: string | undefined
  readonly checked?: boolean
  /** The label's language. @default the page's */
  readonly lang?: string
}

/** Draws a check box or a radio button. */
export function choice(
  type: 'checkbox' | 'radio',
  { name, value, label, hint, checked, lang }: Choice,
): Html {
  const id = `${name}-${value}`
  const described = hint === undefined ? '' : html` aria-describedby="about-${id}"`
  return html`<div class="choice">
${lines(
  html`<input id="${id}" name="${name}" type="${type}" value="${value}"${checked ? ' checked' : ''}${described}>`,
  html`<label for="${id}"${lang === undefined ? '' : html` lang="${lang}"`}>${label}</label>`,
  hint === undefined ? undefined : html`<span class="hint" id="about-${id}">${hint}</span>`,
)}
</div>`
}

/** Draws a group of choices under a legend. */
export function choices(
  type: 'checkbox' | 'radio',
  legend: string,
  offered: readonly Choice[],
  before?: Html,
): Html {
  return html`<fieldset class="field">
${lines(html`<legend>${legend}</legend>`, before, ...offered.map((option) => choice(type, option)))}
</fieldset>`
}

type Fields = readonly (readonly [name: string, value: string | number | undefined])[]

/** Draws a form of buttons and hidden fields. */
export function pressForm(fields: Fields, buttons: Html): Html {
  return html`<form method="post">
${lines(...hiddenFields(fields), buttons)}
</form>`
}

export function hiddenFields(fields: Fields): Html[] {
  const present = fields.filter(([, value]) => value !== undefined)
  return present.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}

/** Draws the trap for robots, which people neither see nor fill in. */
export function honeypot(label: string): Html {
  return html`<p class="hp" aria-hidden="true"><label>${label} <input name="website" type="text" tabindex="-1" autocomplete="off"></label></p>`
}

/** Draws a secondary button: as large as the primary one, but less prominent. */
export function quietButton(text: string, name?: string, value?: string): Html {
  const sent = name === undefined ? '' : html` name="${name}" value="${value}"`
  return html`<button type="submit" class="quiet"${sent}>${text}</button>`
}

export function list(items: readonly string[]): Html {
  return html`<ul>${raw(items.map((item) => html`<li>${item}</li>`).join(''))}</ul>`
}
