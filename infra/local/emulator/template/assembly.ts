import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Assembly {
  stackName: string
  region: string
  accountId: string
  templateFile: string
  /** Maps an asset's S3 key to its path in the output directory. */
  assets: Map<string, string>
}

interface Artifact {
  type: string
  environment?: string
  properties?: { templateFile?: string; stackName?: string; file?: string }
}

/** Reads the output of `cdk synth`. @throws Error unless it has exactly one stack */
export function readAssembly(outdir: string): Assembly {
  const artifacts = readJson<{ artifacts: Record<string, Artifact> }>(join(outdir, 'manifest.json')).artifacts
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack')
  const [only, ...others] = stacks
  if (!only || others.length > 0)
    throw new Error(`${outdir} has ${stacks.length} stacks; the emulator runs exactly one`)
  const [id, { environment = '', properties = {} }] = only
  const [account = '', region = ''] = environment.replace('aws://', '').split('/')
  return {
    stackName: properties.stackName ?? id,
    accountId: /^\d{12}$/.test(account) ? account : '000000000000',
    region: region && region !== 'unknown-region' ? region : 'eu-west-2',
    templateFile: join(outdir, properties.templateFile ?? `${id}.template.json`),
    assets: assets(outdir, Object.values(artifacts)),
  }
}

interface AssetManifest {
  files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>
}

function assets(outdir: string, artifacts: Artifact[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { type, properties } of artifacts) {
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue
    const { files } = readJson<AssetManifest>(join(outdir, properties.file))
    for (const { source, destinations } of Object.values(files))
      for (const { objectKey } of Object.values(destinations)) found.set(objectKey, source.path)
  }
  return found
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
