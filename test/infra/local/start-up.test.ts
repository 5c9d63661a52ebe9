import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockDataDir } from '../../../infra/local/data-lock.ts'
import { withPorts } from '../../../infra/local/local-settings.ts'
import { choosePorts, portsFromEnvironment } from '../../../infra/local/ports.ts'

const anyPorts = { api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 }

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'start-up-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('ports come from the environment, with defaults', () => {
  expect(portsFromEnvironment({ PORT: '4000', SITE_PORT: '' })).toEqual({
    api: 4000,
    inbox: 8025,
    signIn: 8026,
    aws: 8027,
    site: 8028,
  })
})

test('a variable whose value is not a port is named', () => {
  expect(() => portsFromEnvironment({ AWS_PORT: 'dozen' })).toThrow(
    'AWS_PORT must be a port number, not "dozen"',
  )
})

test('five free ports differ from each other', async () => {
  expect(new Set(Object.values(await choosePorts(anyPorts))).size).toBe(5)
})

test('a port in use is named, with the variable that sets it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  await expect(choosePorts({ ...anyPorts, inbox: port })).rejects.toThrow(
    `Port ${port} is in use. Set INBOX_PORT`,
  )
})

test('settings get the URLs of this run, even if one server’s port is another’s default', () => {
  const text =
    '["http://127.0.0.1:3000/x","http://127.0.0.1:8028","http://127.0.0.1:30001","http://127.0.0.1:8025"]'
  const ports = { api: 8028, inbox: 8025, signIn: 1, aws: 2, site: 3000 }
  expect(JSON.parse(withPorts(text, ports))).toEqual([
    'http://127.0.0.1:8028/x',
    'http://127.0.0.1:3000',
    'http://127.0.0.1:30001',
    'http://127.0.0.1:8025',
  ])
})

test('a data directory belongs to one local stack at a time', () => {
  const path = directory()
  writeFileSync(join(path, 'lock'), String(process.ppid))
  expect(() => lockDataDir(path)).toThrow('Another local stack')
})

test('the lock of a dead process is taken over, and released', () => {
  const path = directory()
  writeFileSync(join(path, 'lock'), '4194999')
  const unlock = lockDataDir(path)
  expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(String(process.pid))
  unlock()
  expect(() => readFileSync(join(path, 'lock'))).toThrow()
})
