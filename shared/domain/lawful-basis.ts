import type { Supporter } from './supporter.ts'

/**
 * The last question before anything that promotes the charity is sent: is there a lawful basis, with all that it asks
 * for? Consent (UK GDPR Art 6(1)(a), PECR reg 22(2)), or the charitable soft opt-in (PECR reg 22(3A)) with the
 * evidence of interest and the refusal offered at collection. Anything missing is a no.
 */
export function mayBeWrittenTo(supporter: Supporter): boolean {
  if (supporter.status !== 'subscribed') return false
  switch (supporter.lawfulBasis) {
    case 'consent':
      return true
    case 'charity_soft_opt_in':
      return Boolean(supporter.softOptIn?.interestEvidence && supporter.softOptIn.optOutOfferedAtCollection)
    default:
      // A record that says nothing that we know gives no leave.
      return supporter.lawfulBasis satisfies never
  }
}
