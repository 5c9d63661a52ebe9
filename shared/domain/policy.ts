/**
 * The rules that an organisation sets for decisions. Its settings have this shape; the domain knows nothing else of
 * them.
 */
export interface Policy {
  readonly confirmation: MailAllowance
  readonly retention: {
    /** Days an unconfirmed sign-up or address change is kept. */
    readonly pendingDays: number
    /** Months that proof is kept after the mailing ends. */
    readonly evidenceMonths: number
  }
  /** The number of soft bounces within a number of days, with no delivery in between, that ends the mailing. */
  readonly feedback: { readonly softBounces: number; readonly softBounceDays: number }
}

/** The number of mails that one person may be sent, whatever their cause. */
export interface MailAllowance {
  readonly cooldownMinutes: number
  readonly mailsPerDay: number
  readonly mailsPerWeek: number
}
