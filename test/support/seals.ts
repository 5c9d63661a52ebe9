import type { Template } from '../../infra/local/emulator/template/deployment.ts'

/**
 * Lets a seal end now, instead of the minutes ago that a collector on AWS may still be writing: once the stack is
 * idle, no collector is at work.
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
