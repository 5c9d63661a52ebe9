import { listen, listenOnFreePort, portOnceClosed } from './emulator/free-port.ts'

export interface Ports {
  api: number
  inbox: number
  signIn: number
  aws: number
  site: number
}

/** The environment variable that sets each port, and its value without one. */
export const portVariables: Record<keyof Ports, { variable: string; fallback: number }> = {
  api: { variable: 'PORT', fallback: 3000 },
  inbox: { variable: 'INBOX_PORT', fallback: 8025 },
  signIn: { variable: 'SIGNIN_PORT', fallback: 8026 },
  aws: { variable: 'AWS_PORT', fallback: 8027 },
  site: { variable: 'SITE_PORT', fallback: 8028 },
}

const names = Object.keys(portVariables) as (keyof Ports)[]

/** Reads the ports from the environment. @throws Error that names a variable whose value is not a port */
export function portsFromEnvironment(env: NodeJS.ProcessEnv): Ports {
  return toPorts((name) => {
    const { variable, fallback } = portVariables[name]
    const port = Number(env[variable] || fallback)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`${variable} must be a port number, not "${env[variable]}"`)
    return port
  })
}

/** Checks that the ports are free, and replaces each 0 by a free port. @throws Error that names a port in use and its variable */
export async function choosePorts(wanted: Partial<Ports> = {}): Promise<Ports> {
  const probes = names.map(async (name) => {
    const port = wanted[name] ?? portVariables[name].fallback
    if (port === 0) return listenOnFreePort()
    return listen(port).catch((error) => {
      throw portError(error, name, port)
    })
  })
  const settled = await Promise.allSettled(probes)
  const servers = settled.flatMap((probe) => (probe.status === 'fulfilled' ? [probe.value] : []))
  const ports = await Promise.all(servers.map(portOnceClosed))
  const failed = settled.find((probe) => probe.status === 'rejected')
  if (failed) throw failed.reason
  return toPorts((_name, at) => ports[at] ?? 0)
}

export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

function toPorts(portOf: (name: keyof Ports, at: number) => number): Ports {
  return Object.fromEntries(names.map((name, at) => [name, portOf(name, at)])) as unknown as Ports
}

function portError(error: NodeJS.ErrnoException, name: keyof Ports, port: number): Error {
  const { variable } = portVariables[name]
  if (error.code === 'EADDRINUSE')
    return new Error(
      `Port ${port} is in use. Set ${variable} to another port, or stop the process that uses it.`,
    )
  return new Error(`Port ${port} (${variable}) cannot be used: ${error.message}`)
}
