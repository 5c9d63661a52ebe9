import type { FormDescription } from '../web/contract.ts'
import { signUpForm } from './form.ts'
import { style } from './style.ts'

/**
 * Defines `<supporter-signup form="newsletter" locale="fr">`: the sign-up form, for any website that the form's
 * settings list. The element contains a link to the hosted form, which stays until the form is ready, and for good if
 * it never is.
 *
 * The form is in a shadow tree. Elsewhere the website's style sheets and scripts would reach it: one rule for `label`
 * or for check boxes could hide the consent, and some analytics read every field of a page. Font and text colour are
 * inherited; custom properties and parts set the rest. The tree is open, so that autofill, password managers and
 * assistive technology see it.
 */
class SupporterSignup extends HTMLElement {
  #begun = false

  connectedCallback(): void {
    if (this.#begun) return
    this.#begun = true
    this.#show().catch((error) => {
      this.#begun = false
      // biome-ignore lint/suspicious/noConsole: for the website's developer; it holds no personal data
      console.warn('supporter-signup:', error)
    })
  }

  async #show(): Promise<void> {
    const form = signUpForm(await this.#describe())
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    root.append(form)
  }

  async #describe(): Promise<FormDescription> {
    const url = new URL(`/forms/${encodeURIComponent(this.getAttribute('form') ?? '')}`, __apiUrl__)
    const language = this.getAttribute('locale') || this.closest<HTMLElement>('[lang]')?.lang
    if (language) url.searchParams.set('locale', language.split('-')[0]?.toLowerCase() ?? '')
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    return response.json()
  }
}

if (!customElements.get('supporter-signup')) customElements.define('supporter-signup', SupporterSignup)
