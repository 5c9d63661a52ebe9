// Runs before every npm script, on any version of Node, so that a fresh clone or an upgrade needs no other step.
import { execSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const installed = 'node_modules/.package-lock.json'
const changedAt = (file) => statSync(file).mtimeMs

if (!existsSync(installed) || changedAt('package-lock.json') > changedAt(installed)) {
  process.stderr.write('Installing the dependencies (about a minute) ...\n')
  execSync('npm ci --no-fund --no-audit --loglevel=error', { stdio: ['ignore', 2, 2] })
}
