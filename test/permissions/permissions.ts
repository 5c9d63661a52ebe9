import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { list, wildcard } from '../../infra/local/emulator/iam/conditions.ts'
import { type Deployment, loadDeployment } from '../../infra/local/emulator/template/deployment.ts'
import { synthesize } from '../../infra/local/synthesize.ts'
import { recordVariable, type UsedPermission } from '../support/iam-judge.ts'
import { reasonFor } from './reasons.ts'

/**
 * Lists the permissions that no call needed while every test ran that starts the stack, each with the reason for which
 * it is granted. Exits with 1 if one has none. A record of an earlier run can be given: `npm run permissions -- FILE`.
 */
const scratch = mkdtempSync(join(tmpdir(), 'permissions-'))
try {
  const [record = runTests(join(scratch, 'record'))] = process.argv.slice(2)
  const outdir = join(scratch, 'assembly')
  await synthesize('infra/settings/local.json', outdir)
  report(unneeded(loadDeployment(outdir), read(record)))
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function runTests(record: string): string {
  const projects = ['local', 'browser', 'slow'].flatMap((name) => ['--project', name])
  const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'test/vitest.config.ts', ...projects], {
    stdio: 'inherit',
    env: { ...process.env, [recordVariable]: record },
  })
  if (status !== 0) throw new Error('The tests failed, so the record is not whole')
  return record
}

function read(file: string): UsedPermission[] {
  const lines = new Set(readFileSync(file, 'utf8').trim().split('\n'))
  return [...lines].map((line) => JSON.parse(line) as UsedPermission)
}

interface Granted {
  readonly fn: string
  readonly action: string
  readonly resource: string
}

function unneeded(deployment: Deployment, used: readonly UsedPermission[]): Granted[] {
  return deployment.functions.flatMap(({ logicalId: fn, roleArn }) => {
    const own = used.filter((access) => access.roleArn === roleArn)
    const granted = deployment
      .policiesOf(roleArn)
      .flatMap(({ Statement }) => list(Statement))
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource }) => list(Action).map((action) => ({ fn, action, on: list(Resource) })))
    return granted
      .filter(
        ({ action, on }) =>
          !own.some(
            (access) =>
              wildcard(action, 'i').test(access.action) &&
              on.some((resource) => wildcard(resource).test(access.resource)),
          ),
      )
      .map(({ on, ...rest }) => ({ ...rest, resource: on.join(' ') }))
  })
}

function report(permissions: readonly Granted[]): void {
  const lines = permissions.map(({ fn, action, resource }) =>
    [fn, action, resource, reasonFor(action) ?? 'NO REASON'].join('\t'),
  )
  const unexplained = permissions.filter(({ action }) => reasonFor(action) === undefined).length
  lines.push(`${permissions.length} permissions that no call needed, ${unexplained} without a reason.`)
  process.stdout.write(`${lines.join('\n')}\n`)
  if (unexplained > 0) process.exitCode = 1
}
