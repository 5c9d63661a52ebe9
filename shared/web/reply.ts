import { createHash } from 'node:crypto'
import * as z from 'zod/mini'

/** An answer in API Gateway's payload format 2.0. */
export interface Reply {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whole `Set-Cookie` values. */
  readonly cookies?: string[]
  /** The body is bytes, in base64. */
  readonly isBase64Encoded?: true
}

/** A JSON answer, through its schema: nothing undeclared leaves. */
export function json<S extends z.core.$ZodType>(
  status: number,
  schema: S,
  value: z.output<S>,
  type = 'application/json',
): Reply {
  return {
    statusCode: status,
    headers: { 'content-type': type, 'cache-control': 'no-store' },
    body: JSON.stringify(z.parse(schema, value)),
  }
}

/** @param body as `csv` writes it */
export function spreadsheet(body: string): Reply {
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' },
    body,
  }
}

/** Lambda's answers hold 6 MB, and base64 makes four bytes of three. */
export function zip(bytes: Buffer, name: string): Reply {
  const headers = { 'content-type': 'application/zip' }
  const reply = { statusCode: 200, headers, body: bytes.toString('base64'), isBase64Encoded: true } as const
  return download(reply, name)
}

/** One person's data, to be kept by them and by nobody on the way. @param name the file's, if it is to be saved */
export function download(reply: Reply, name: string | undefined): Reply {
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'cache-control': 'no-store',
      ...(name !== undefined && { 'content-disposition': `attachment; filename="${name}"` }),
    },
  }
}

/** The same for everybody, and so may be kept for a while: per language, per kind of answer, per website that asks. */
export function cacheable(reply: Reply): Reply {
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'cache-control': 'public, max-age=300',
      vary: 'accept, accept-language, origin',
    },
  }
}

export interface PageOptions {
  /** The `<style>` element's text, allowed by its hash. */
  readonly style: string
  /** Shows an image that it carries itself. @default false */
  readonly image?: boolean
  /** The one `<script>` element's text, allowed by its hash. @default no script runs */
  readonly script?: string
  /** Where a form's answer may redirect to, beside ourselves. */
  readonly formTargets?: readonly string[]
  /** Which websites may show the page in a frame. @default none */
  readonly framedBy?: readonly string[]
  /** May be kept by the browser for a while. @default false, since most pages are one person's */
  readonly cacheable?: boolean
}

export function page(status: number, html: string, options: PageOptions): Reply {
  const reply = {
    statusCode: status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(options),
      'cache-control': 'no-store',
    },
    body: html,
  }
  return options.cacheable ? cacheable(reply) : reply
}

/** 303: the browser goes there by GET, and reloading the page sends nothing again. */
export function seeOther(location: string): Reply {
  return { statusCode: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

/** No third party, no inline style or script but our own. */
function contentSecurityPolicy({
  style,
  script,
  image,
  formTargets = [],
  framedBy = [],
}: PageOptions): string {
  const list = (sources: readonly string[], otherwise: string) =>
    sources.length > 0 ? sources.join(' ') : otherwise
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(image ? ['img-src data:'] : []),
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `frame-ancestors ${list(framedBy, "'none'")}`,
    "base-uri 'none'",
  ].join('; ')
}

const hashes = new Map<string, string>()

function hashOf(text: string): string {
  const known = hashes.get(text) ?? `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`
  hashes.set(text, known)
  return known
}
