import { writeFileSync } from 'node:fs'
import { loadSettings } from '../settings/load-settings.ts'
import { localUrl, type Ports, portVariables } from './ports.ts'

/** Replaces each service's usual URL by the one that it has in this run. */
export function withPorts(text: string, ports: Ports): string {
  const urls = Object.entries(portVariables).map(([name, { fallback }]) => ({
    usual: localUrl(fallback),
    actual: localUrl(ports[name as keyof Ports]),
  }))
  // All at once: one service's new port may be another's usual one.
  return text.replace(
    /http:\/\/127\.0\.0\.1:\d+(?!\d)/g,
    (url) => urls.find(({ usual }) => usual === url)?.actual ?? url,
  )
}

/** Writes what the settings file says, its URLs made those of this run. @throws Error if the settings cannot be used. */
export function writeLocalSettings(settingsFile: string, ports: Ports, target: string): void {
  writeFileSync(target, withPorts(JSON.stringify(loadSettings(settingsFile)), ports))
}
