import { writeFileSync } from 'node:fs'
import { loadSettings } from '../settings/load-settings.ts'
import { localUrl, type Ports, portVariables } from './ports.ts'

/** Replaces each server's usual URL with its URL in this run. */
export function withPorts(text: string, ports: Ports): string {
  const urls = Object.entries(portVariables).map(([name, { fallback }]) => ({
    usual: localUrl(fallback),
    actual: localUrl(ports[name as keyof Ports]),
  }))
  // In one pass, since one server's new port may be another's usual port.
  return text.replace(
    /http:\/\/127\.0\.0\.1:\d+(?!\d)/g,
    (url) => urls.find(({ usual }) => usual === url)?.actual ?? url,
  )
}

/** Writes the settings file with the URLs of this run. @throws Error if the settings are invalid */
export function writeLocalSettings(settingsFile: string, ports: Ports, target: string): void {
  writeFileSync(target, withPorts(JSON.stringify(loadSettings(settingsFile)), ports))
}
