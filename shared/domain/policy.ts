/** The rules an organisation sets for decisions. Its settings have this shape; the domain knows nothing else of them. */
export interface Policy {
  readonly confirmation: MailAllowance
  readonly retention: {
    /** Days an unconfirmed sign-up or address change is kept. */
    readonly pendingDays: number
    /** Months that proof is kept after the mailing ended. */
    readonly evidenceMonths: number
  }
  /** So many soft bounces within so many days, with no delivery between, end the mailing. */
  readonly feedback: { readonly softBounces: number; readonly softBounceDays: number }
}

/** How many mails one person may be sent, whoever asks for them. */
export interface MailAllowance {
  readonly cooldownMinutes: number
  readonly mailsPerDay: number
  readonly mailsPerWeek: number
}
