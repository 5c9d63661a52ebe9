import { html } from 'hono/html'

/** The role of a person who is not an officer. */
export const noRole = 'none'

/** Returns a page on which a person chooses a role; the client's other parameters are passed on unchanged. */
export function chooseRolePage(roles: string[], parameters: URLSearchParams): string {
  const choices = [...roles.map((role) => [role, `Sign in as ${role}`]), [noRole, 'Sign in without a role']]
  const links = choices.map(([role = '', label = '']) => {
    const query = new URLSearchParams([...parameters, ['role', role]])
    return html`<li><a href="/authorize?${query.toString()}">${label}</a></li>`
  })
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in: local stand-in</title>
<style>
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
  html { background: light-dark(#fff, #16191b); color: light-dark(#17201e, #e8eceb) }
  body { max-width: 26rem; margin: 12vh auto 0; padding: 0 1.25rem }
  h1 { font-size: 1.5rem; line-height: 1.2 }
  ul { list-style: none; padding: 0; display: grid; gap: .75rem }
  a { display: block; padding: .75rem 1rem; border: 1px solid; border-radius: .5rem; color: light-dark(#0b6b5d, #6fd3c1) }
  a:focus-visible { outline: 3px solid; outline-offset: 2px }
</style>
<main>
<h1>Who do you want to sign in as?</h1>
<p>This is the local stand-in for the officers’ sign-in. It does not ask for a password.</p>
<ul>${links}</ul>
</main>
</html>`
  return String(page)
}
