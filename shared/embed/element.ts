type Attributes = Readonly<Record<string, string | boolean>>

/** Makes an element by the DOM's own methods, never from a text: a website's Trusted Types have nothing to refuse. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes))
    if (value !== false) made.setAttribute(attribute, value === true ? '' : value)
  made.append(...children)
  return made
}
