import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LocalServer, serve } from '../../emulator/endpoint/http-server.ts'
import { frontPage } from './front-page.ts'
import { joinPage } from './join-page.ts'
import { notFoundPage } from './not-found-page.ts'
import { privacyPage } from './privacy-page.ts'
import { readSiteSettings } from './site-settings.ts'

export interface SiteOptions {
  port: number
  settingsFile: string
  /** Where the sign-up form posts to. */
  apiUrl: string
}

interface Page {
  type: string
  body: string
}

/** A small stand-in for the charity's website: another origin, with a sign-up form that posts to the API. */
export function startSite({ port, settingsFile, apiUrl }: SiteOptions): Promise<LocalServer> {
  const settings = readSiteSettings(settingsFile)
  const pages: Record<string, (siteUrl: string) => Page> = {
    '/': (siteUrl) => html(frontPage(settings, { apiUrl, siteUrl })),
    '/join': () => html(joinPage(settings, apiUrl)),
    '/privacy': () => html(privacyPage(settings)),
    '/styles.css': () => ({ type: 'text/css; charset=utf-8', body: asset('styles.css') }),
    '/signup.js': () => ({ type: 'text/javascript; charset=utf-8', body: asset('signup.js') }),
  }
  const policy = securityPolicy(apiUrl)
  return serve(port, (request, response) => {
    const page = pages[new URL(request.url ?? '/', 'http://127.0.0.1').pathname]
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(response, 405, policy, html(notFoundPage(settings)))
    const siteUrl = `http://${request.headers.host ?? `127.0.0.1:${port}`}`
    return send(response, page ? 200 : 404, policy, page ? page(siteUrl) : html(notFoundPage(settings)))
  })
}

function html(body: string): Page {
  return { type: 'text/html; charset=utf-8', body }
}

function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}

/** As strict as it may be: from elsewhere comes the API's script alone, and only forms and scripts talk to the API. */
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

function send(response: ServerResponse<IncomingMessage>, status: number, policy: string, page: Page): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'content-type': page.type,
    'x-content-type-options': 'nosniff',
  })
  response.end(page.body)
}
