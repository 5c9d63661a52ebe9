import { createHash, createHmac, type Hash, type Hmac, timingSafeEqual } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Deployment } from '../template/deployment.ts'
import { AwsError, type Caller } from './call.ts'
import type { AwsRequest } from './protocols/protocol.ts'

/** The key pair of the person at the keyboard, who may make any call. */
export const personKeys = { accessKeyId: 'local', secretAccessKey: 'local' }

type Keys = typeof personKeys & { caller: Caller }

/** Identifies the caller that signed a request. Does not compare the date with the clock, since tests may set their own. */
export class Signatures {
  readonly #keys = new Map<string, Keys>()
  readonly #signers = new Map<string, SignatureV4>()

  constructor(deployment: Deployment) {
    const person = { functionName: 'local', arn: `arn:aws:iam::${deployment.accountId}:user/local` }
    this.#keys.set(personKeys.accessKeyId, { ...personKeys, caller: person })
    for (const { accessKeyId, secretAccessKey, name, roleArn } of deployment.functions) {
      const role = roleArn.split('/').at(-1)
      const arn = `arn:aws:sts::${deployment.accountId}:assumed-role/${role}/${name}`
      this.#keys.set(accessKeyId, {
        accessKeyId,
        secretAccessKey,
        caller: { functionName: name, arn, roleArn },
      })
    }
  }

  /** @throws AwsError if the signature is missing, by an unknown key, or wrong */
  async caller(request: AwsRequest): Promise<Caller> {
    const header = readAuthorization(request)
    const keys = this.#keys.get(header.accessKeyId)
    if (!keys) throw refused(request, 'unknownKey')
    const expected = await this.#sign(request, header, keys)
    if (!sameText(expected, request.headers.authorization ?? '')) throw refused(request, 'wrongSignature')
    const session = request.headers['x-amz-security-token']
    return { ...keys.caller, ...(session ? { session } : {}) }
  }

  async #sign(
    request: AwsRequest,
    { region, service, signedHeaders }: Authorization,
    keys: Keys,
  ): Promise<string> {
    const signer = this.#signer(keys, region, service, signedHeaders.includes('x-amz-content-sha256'))
    const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers[name] ?? '']))
    const { 'x-amz-content-sha256': _recomputed, ...given } = headers
    const signed = await signer.sign(
      {
        protocol: 'http:',
        hostname: request.headers.host ?? '',
        method: request.method,
        path: request.path,
        query: Object.fromEntries(request.query),
        headers: given,
        body: request.body,
      },
      { signingDate: dateOf(request), signableHeaders: new Set(signedHeaders) },
    )
    return signed.headers.authorization ?? ''
  }

  #signer(keys: Keys, region: string, service: string, applyChecksum: boolean): SignatureV4 {
    const name = [keys.accessKeyId, region, service, applyChecksum].join('/')
    const known = this.#signers.get(name)
    if (known) return known
    const signer = new SignatureV4({ credentials: keys, region, service, applyChecksum, sha256: Sha256 })
    this.#signers.set(name, signer)
    return signer
  }
}

interface Authorization {
  accessKeyId: string
  region: string
  service: string
  signedHeaders: string[]
}

function readAuthorization(request: AwsRequest): Authorization {
  const header = request.headers.authorization
  if (!header) throw refused(request, 'missing')
  const [, accessKeyId, region, service, signed] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=/.exec(
      header,
    ) ?? []
  if (!accessKeyId || !region || !service || !signed) throw refused(request, 'missing')
  return { accessKeyId, region, service, signedHeaders: signed.split(';') }
}

function dateOf(request: AwsRequest): Date {
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers['x-amz-date'] ?? '') ?? []
  if (!y) throw refused(request, 'missing')
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
}

/** Returns the error for a bad signature, which query and REST services name otherwise than JSON services. */
function refused(request: AwsRequest, reason: 'missing' | 'unknownKey' | 'wrongSignature'): AwsError {
  const query = !request.headers['x-amz-target']
  switch (reason) {
    case 'missing':
      return query
        ? new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', 403)
        : new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
    case 'unknownKey':
      return query
        ? new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403)
        : new AwsError(
            'UnrecognizedClientException',
            'The security token included in the request is invalid.',
          )
    case 'wrongSignature': {
      const message =
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
      return query
        ? new AwsError('SignatureDoesNotMatch', message, 403)
        : new AwsError('InvalidSignatureException', message)
    }
  }
}

function sameText(a: string, b: string): boolean {
  const signature = (header: string) => Buffer.from(header.replace(/^.*Signature=/, ''))
  const [left, right] = [signature(a), signature(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

class Sha256 {
  readonly #hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {}
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array | string {
  if (typeof data === 'string') return data
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}
