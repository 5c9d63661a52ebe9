import type { Supporter } from './supporter.ts'

/**
 * Checks, last of all before anything that promotes the charity is sent, that there is a lawful basis with all its
 * conditions: consent (UK GDPR Art 6(1)(a), PECR reg 22(2)), or the charitable soft opt-in (PECR reg 22(3A)) with the
 * evidence of interest and the refusal offered at collection. False if anything is missing.
 */
export function mayBeWrittenTo(supporter: Supporter): boolean {
  if (supporter.status !== 'subscribed') return false
  switch (supporter.lawfulBasis) {
    case 'consent':
      return true
    case 'charity_soft_opt_in':
      return Boolean(supporter.softOptIn?.interestEvidence && supporter.softOptIn.optOutOfferedAtCollection)
    default:
      // A record with an unknown basis permits nothing.
      return supporter.lawfulBasis satisfies never
  }
}
