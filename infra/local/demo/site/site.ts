import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LocalServer, serve } from '../../emulator/endpoint/http-server.ts'
import { frontPage } from './front-page.ts'
import { joinPage } from './join-page.ts'
import type { Html } from './layout.ts'
import { notFoundPage } from './not-found-page.ts'
import { privacyPage } from './privacy-page.ts'
import { readSiteSettings } from './site-settings.ts'

export interface SiteOptions {
  port: number
  settingsFile: string
  /** The URL that the sign-up form posts to. */
  apiUrl: string
}

interface Page {
  type: string
  body: string
}

/** Serves a small stand-in for the charity's website: another origin, with a sign-up form that posts to the API. */
export function startSite({ port, settingsFile, apiUrl }: SiteOptions): Promise<LocalServer> {
  const settings = readSiteSettings(settingsFile)
  const pages: Record<string, (siteUrl: string) => Page> = {
    '/': (siteUrl) => page(frontPage(settings, { apiUrl, siteUrl })),
    '/join': () => page(joinPage(settings, apiUrl)),
    '/privacy': () => page(privacyPage(settings)),
    '/styles.css': () => ({ type: 'text/css; charset=utf-8', body: asset('styles.css') }),
    '/signup.js': () => ({ type: 'text/javascript; charset=utf-8', body: asset('signup.js') }),
  }
  const policy = securityPolicy(apiUrl)
  return serve(port, (request, response) => {
    const found = pages[new URL(request.url ?? '/', 'http://127.0.0.1').pathname]
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, policy, page(notFoundPage(settings)))
    const siteUrl = `http://${request.headers.host ?? `127.0.0.1:${port}`}`
    return send(response, found ? 200 : 404, policy, found ? found(siteUrl) : page(notFoundPage(settings)))
  })
}

function page(content: Html): Page {
  return { type: 'text/html; charset=utf-8', body: String(content) }
}

function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}

/** Returns a strict policy: the API's script is the only one from another site, and only forms and scripts call the API. */
function securityPolicy(apiUrl: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    `connect-src ${apiUrl}`,
    `form-action ${apiUrl}`,
    "frame-ancestors 'none'",
    'img-src data:',
    `script-src 'self' ${apiUrl}/embed.js`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

function send(
  response: ServerResponse<IncomingMessage>,
  status: number,
  policy: string,
  { type, body }: Page,
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'content-type': type,
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}
