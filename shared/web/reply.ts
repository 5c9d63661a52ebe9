import { createHash } from 'node:crypto'
import * as z from 'zod/mini'

/** An HTTP answer in API Gateway's payload format 2.0. */
export interface Reply {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whole `Set-Cookie` values. */
  readonly cookies?: string[]
  /** Present if the body is bytes in base64. */
  readonly isBase64Encoded?: true
}

/** Answers with JSON, serialised through its schema so that it holds nothing undeclared. */
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

/** Answers with a CSV table. @param body as `csv` writes it */
export function spreadsheet(body: string): Reply {
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' },
    body,
  }
}

/** Answers with a zip file of up to 4.5 MB: a Lambda answer holds 6 MB, and base64 turns three bytes into four. */
export function zip(bytes: Buffer, name: string): Reply {
  const headers = { 'content-type': 'application/zip' }
  const reply = { statusCode: 200, headers, body: bytes.toString('base64'), isBase64Encoded: true } as const
  return download(reply, name)
}

/**
 * Marks an answer as one person's data, which no cache may keep. @param name the file's name, for an answer that the
 * browser saves
 */
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

/** Lets caches keep an answer that is the same for all, by language, content type and requesting website. */
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
  /** Whether the page carries an image. @default false */
  readonly image?: boolean
  /** The one `<script>` element's text, allowed by its hash. @default no script runs */
  readonly script?: string
  /** Origins to which a form's answer may redirect, in addition to our own. */
  readonly formTargets?: readonly string[]
  /** Websites that may show the page in a frame. @default none */
  readonly framedBy?: readonly string[]
  /** Whether caches may keep the page. @default false, since most pages are one person's */
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

/** Redirects by 303: the browser follows by GET, and reloading the page sends nothing again. */
export function seeOther(location: string): Reply {
  return { statusCode: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

/** Allows no third party, and no inline style or script but our own. */
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
