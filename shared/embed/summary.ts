import { element } from './element.ts'
import type { Fields } from './fields.ts'

interface SummaryContent {
  readonly title: string
  readonly text?: string | undefined
  readonly errors?: readonly { field: string; detail: string }[]
}

/** The summary of errors. It is read out, takes the focus, and links to each field. */
export class Summary {
  readonly box = element('div', {
    class: 'summary',
    part: 'summary',
    role: 'alert',
    tabindex: '-1',
    hidden: true,
  })
  readonly #controls: Fields['controls']

  constructor(controls: Fields['controls']) {
    this.#controls = controls
  }

  show({ title, text, errors = [] }: SummaryContent): void {
    const order = [...this.#controls.keys()]
    const items = errors
      .toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
      .map(({ field, detail }) => element('li', {}, this.#linkTo(field, detail)))
    this.box.replaceChildren(element('h3', {}, title))
    if (text) this.box.append(element('p', {}, text))
    if (items.length > 0) this.box.append(element('ul', {}, ...items))
    this.box.hidden = false
    this.box.focus()
  }

  /** Links to a field by script, since a fragment does not reach into a shadow tree. */
  #linkTo(field: string, detail: string): Node | string {
    const control = this.#controls.get(field)
    if (!control) return detail
    const link = element('a', { href: `#${control.id}` }, detail)
    link.addEventListener('click', (event) => {
      event.preventDefault()
      control.focus()
    })
    return link
  }
}
