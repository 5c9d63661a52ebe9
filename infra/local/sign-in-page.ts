import { escapeHtml } from './html.ts'
/** What is asked for by somebody who is no officer. */
export const noRole = 'none'

/** A person chooses whom to sign in as. Whatever else the client asked for goes along unchanged. */
export function chooseRolePage(roles: string[], asked: URLSearchParams): string {
  const choices = [...roles.map((role) => [role, `Sign in as ${role}`]), [noRole, 'Sign in without a role']]
  const links = choices.map(([role = '', label = '']) => {
    const query = new URLSearchParams([...asked, ['role', role]])
    return `<li><a href="/authorize?${escapeHtml(query.toString())}">${escapeHtml(label)}</a></li>`
  })
  return `<!doctype html>
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
<ul>${links.join('')}</ul>
</main>
</html>`
}
