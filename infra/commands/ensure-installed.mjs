// Runs before `npm start` and `npm test`, on any version of Node, so that a fresh clone needs no other step.
import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'

if (!existsSync('node_modules/.package-lock.json')) {
  process.stderr.write('Installing the dependencies, once (about a minute) ...\n')
  execSync('npm ci --no-fund --no-audit --loglevel=error', { stdio: ['ignore', 2, 2] })
}
