import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { startNameServer, type Zone } from '../../../infra/local/emulator/dns/name-server.ts'
import { mailDomains } from '../../../shared/mail/mail-domain.ts'
import { address, minutes, start } from '../../support/builders.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function served(zone: Zone) {
  const asked: string[] = []
  const server = await startNameServer((name) => {
    asked.push(name)
    return zone(name)
  })
  cleanups.push(server.stop)
  return { asked, servers: [server.address] }
}

const records: Record<string, ReturnType<Zone>> = {
  'mail.example': { MX: ['10 in.mail.example'] },
  'implicit.example': { A: ['192.0.2.1'] },
  'null.example': { MX: ['0 .'] },
  'broken.example': { fail: true },
  'xn--mnchen-3ya.example': { MX: ['0 .'] },
}

describe('a domain', () => {
  it.each([
    ['that has a mail server', 'ann@mail.example', true],
    ['without an MX, which may be its own mail server (RFC 5321)', 'ann@implicit.example', true],
    ['whose name servers fail', 'ann@broken.example', true],
    ['with a null MX (RFC 7505)', 'ann@null.example', false],
    ['that does not exist', 'ann@gmial.example', false],
    ['in its own letters', 'ann@MÜNCHEN.example', false],
  ])('%s may take mail or not', async (_, email, expected) => {
    const { servers } = await served((name) => records[name])
    expect(await mailDomains(() => start, servers).mayTakeMail(address(email))).toBe(expected)
  })

  it('may take mail if no name server answers, or listens', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address()
    const ask = () =>
      mailDomains(() => start, [`127.0.0.1:${port}`]).mayTakeMail(address('ann@gmial.example'))
    expect(await ask()).toBe(true)
    silent.close()
    await once(silent, 'close')
    expect(await ask()).toBe(true)
  })

  it('is asked for once in ten minutes', async () => {
    const { servers, asked } = await served((name) => records[name])
    let now = start
    const domains = mailDomains(() => now, servers)
    for (const email of ['a@mail.example', 'b@mail.example', 'c@MAIL.example', 'd@null.example'])
      await domains.mayTakeMail(address(email))
    expect(asked).toEqual(['mail.example', 'null.example'])
    now += minutes(10)
    await domains.mayTakeMail(address('a@mail.example'))
    expect(asked).toHaveLength(3)
  })
})
