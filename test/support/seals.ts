import type { Template } from '../../infra/local/emulator/template/deployment.ts'

/**
 * Lets a seal end now, instead of minutes ago, when a collector on AWS may still be writing; an idle local stack has
 * no collector running.
 */
export function sealUpToNow(template: Template): Template {
  const changed = structuredClone(template)
  for (const { Properties } of Object.values(changed.Resources)) {
    const variables = (Properties as { Environment?: { Variables?: Record<string, unknown> } } | undefined)
      ?.Environment?.Variables
    if (variables?.SEAL_MARGIN_SECONDS) variables.SEAL_MARGIN_SECONDS = '0'
  }
  return changed
}
