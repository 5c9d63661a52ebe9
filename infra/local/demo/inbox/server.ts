import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LocalServer, serve } from '../../emulator/endpoint/http-server.ts'
import type { Mailbox } from '../../emulator/ses/mailbox.ts'
import { mailDocument, mailPolicy } from './mail-document.ts'

/** Serves the mailbox: for people at `/`, for programs at `/api/messages`. */
export async function startInbox({
  mailbox,
  port,
}: {
  mailbox: Mailbox
  port: number
}): Promise<LocalServer> {
  return serve(port, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
    const [, resource = '', id = ''] = /^(\/api\/messages|\/messages)\/([^/]+)$/.exec(pathname) ?? []
    const route = routes[`${method} ${resource ? `${resource}/:id` : pathname}`]
    if (route) route({ mailbox, request, response, id: decodeURIComponent(id) })
    else send(response, 404, text, 'Page not found.')
  })
}

interface Visit {
  mailbox: Mailbox
  request: IncomingMessage
  response: ServerResponse
  id: string
}

const routes: Record<string, (visit: Visit) => void> = {
  'GET /': asset('page.html', 'text/html; charset=utf-8'),
  'GET /page.css': asset('page.css', 'text/css; charset=utf-8'),
  'GET /page.js': asset('page.js', 'text/javascript; charset=utf-8'),
  'GET /icon.svg': asset('icon.svg', 'image/svg+xml'),
  'GET /events': streamChanges,
  'GET /api/messages': ({ mailbox, response }) => sendJson(response, mailbox.messages),
  'DELETE /api/messages': ({ mailbox, response }) => {
    mailbox.clear()
    response.writeHead(204).end()
  },
  'GET /api/messages/:id': ({ mailbox, response, id }) => {
    const mail = mailbox.find(id)
    if (mail) sendJson(response, mail)
    else sendJson(response, { title: 'No such message', status: 404 }, 404)
  },
  'GET /messages/:id': ({ mailbox, response, id }) => {
    const mail = mailbox.find(id)
    if (mail) send(response, 200, html, mailDocument(mail), { 'content-security-policy': mailPolicy })
    else send(response, 404, text, 'There is no such message.')
  },
}

const html = 'text/html; charset=utf-8'
const text = 'text/plain; charset=utf-8'

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function asset(name: string, type: string) {
  const content = readFileSync(new URL(name, import.meta.url))
  return ({ response }: Visit) => send(response, 200, type, content)
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value))
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': pagePolicy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** Notifies the page of each change, so that it shows a mail as it arrives. */
function streamChanges({ mailbox, request, response }: Visit): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('retry: 1000\ndata: connected\n\n')
  const stop = mailbox.onChange(() => response.write('data: changed\n\n'))
  request.on('close', stop)
}
