import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** The records of a name that exists. `fail` answers SERVFAIL. */
export interface NameRecords {
  CNAME?: string[]
  /** Such as `10 mail.example.org`; `0 .` is a null MX. */
  MX?: string[]
  TXT?: string[]
  A?: string[]
  fail?: true
}

/** Returns a name's records, the name in lower case; undefined if it does not exist. */
export type Zone = (name: string) => NameRecords | undefined

export interface NameServer {
  /** Address and port, as a resolver takes them. */
  address: string
  stop(): Promise<void>
}

const types = { A: 1, CNAME: 5, MX: 15, TXT: 16 } as const

/** Starts a name server on 127.0.0.1 (RFC 1035), which a resolver asks directly. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => socket.send(answer(zone, query), port, address))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((closed) => socket.close(() => closed())),
  }
}

/** The DNS that functions see: every domain takes mail, which goes to the inbox, but `.invalid` has none (RFC 6761, 6.4). */
export const everyDomain: Zone = (name) => (/(^|\.)invalid$/.test(name) ? undefined : { MX: [`10 ${name}`] })

function answer(zone: Zone, query: Buffer): Buffer {
  const { name, end } = readName(query, 12)
  const question = query.subarray(12, end + 4)
  const type = query.readUInt16BE(end)
  const kind = (Object.keys(types) as (keyof typeof types)[]).find((key) => types[key] === type)
  const records = zone(name.toLowerCase())
  const values = (kind && records?.[kind]) ?? []
  const status = records?.fail ? 2 : records ? 0 : 3
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8580 | status, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(values.length, 6)
  return Buffer.concat([header, question, ...values.map((value) => resource(type, dataOf(kind, value)))])
}

/** The name is a pointer to the question's name. */
function resource(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

function dataOf(kind: keyof typeof types | undefined, value: string): Buffer {
  if (kind === 'A') return Buffer.from(value.split('.').map(Number))
  if (kind === 'CNAME') return nameOf(value)
  if (kind === 'MX') {
    const [priority, host = ''] = value.split(' ')
    return Buffer.concat([Buffer.from([0, Number(priority)]), nameOf(host)])
  }
  const parts = value.match(/.{1,255}/gs) ?? ['']
  return Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])))
}

function nameOf(name: string): Buffer {
  const labels = name
    .split('.')
    .filter((label) => label !== '')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]))
  return Buffer.concat([...labels, Buffer.from([0])])
}

function readName(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = []
  let at = start
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), end: at + 1 }
}
