import { html } from 'hono/html'
import type { SiteSettings } from './site-settings.ts'

export type Html = ReturnType<typeof html>

export interface Layout {
  title: string
  description: string
  main: Html
  /** The path of a module of this site, or the URL of another site's script. */
  script?: string
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9c2f1c"/><path d="M6 21a10 10 0 0 1 20 0z" fill="#fff"/></svg>',
)}`

/** Puts header and footer around a page's content. */
export function layout(settings: SiteSettings, { title, description, main, script }: Layout): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/styles.css">
${script && scriptTag(script)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="masthead">
  <div class="frame">
    <a class="wordmark" href="/"><span class="mark" aria-hidden="true"></span>${settings.organisation}</a>
    <nav aria-label="Main">
      <a href="/#work">Our work</a>
      <a href="/#gallery">Gallery</a>
      <a class="button small" href="/#signup">Sign up</a>
    </nav>
  </div>
</header>
<main id="main">
${main}
</main>
<footer class="colophon">
  <div class="frame">
    <p><strong>${settings.legalName}</strong><br>${settings.registration}</p>
    <p><a href="/join">Join us</a><br><a href="/privacy">Privacy policy</a></p>
    <p class="note">This page is a stand-in that runs on your own machine, so that you can try the sign-up form from a
    website on another origin. Its words and pictures were made for this purpose and are not the charity’s.</p>
  </div>
</footer>
</body>
</html>
`
}

function scriptTag(src: string): Html {
  return src.startsWith('/')
    ? html`<script type="module" src="${src}"></script>`
    : html`<script async src="${src}"></script>`
}
