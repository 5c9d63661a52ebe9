/** Everything we say to a supporter, in one language. A language that lacks one of these does not compile. */
export interface Messages {
  readonly form: {
    readonly email: string
    readonly name: string
    readonly optional: string
    readonly topics: string
    readonly submit: string
    readonly privacyPolicy: string
    /** For a field that a person never sees; a screen reader might. */
    readonly honeypot: string
    readonly mend: string
    readonly unknownForm: string
  }
  readonly invalid: {
    readonly email: string
    readonly undeliverable: string
    readonly consent: string
    readonly name: string
    readonly topics: string
    readonly form: string
    readonly value: string
  }
  readonly thanks: Copy & { readonly spam: string; readonly back: (organisation: string) => string }
  readonly confirm: {
    readonly ask: Copy & { readonly topics: string; readonly agreed: string; readonly press: string }
    readonly done: Copy
    readonly already: Copy
    readonly expired: Copy & { readonly press: string }
    readonly resent: Copy
    readonly gone: Copy & { readonly signUp: string }
    readonly changed: string
  }
  readonly unsubscribe: {
    readonly ask: Copy & { readonly press: string }
    readonly done: Copy & { readonly mistake: string; readonly signUp: string }
  }
  readonly problem: {
    readonly forbidden: Copy
    readonly notFound: Copy
    readonly link: Copy
    readonly malformed: Copy
    readonly tooLarge: Copy
    readonly contentType: Copy
    readonly invalid: Copy
    readonly tooMany: Copy
    readonly origin: Copy
    readonly unavailable: Copy
    readonly expired: Copy
  }
  readonly mail: {
    readonly confirmation: {
      readonly subject: (organisation: string) => string
      readonly heading: string
      readonly body: (organisation: string) => string
      readonly press: string
      readonly validFor: (hours: number) => string
      readonly notYou: string
      readonly never: string
    }
    readonly welcome: {
      readonly subject: (organisation: string) => string
      readonly heading: (name: string | undefined) => string
      readonly body: (organisation: string) => string
      readonly topics: string
      readonly leave: string
    }
    readonly softOptIn: {
      readonly subject: (organisation: string) => string
      readonly heading: string
      readonly body: (organisation: string) => string
      readonly leave: string
    }
    readonly alreadySubscribed: {
      readonly subject: (organisation: string) => string
      readonly heading: string
      readonly body: (organisation: string) => string
      readonly notYou: string
      readonly leave: string
    }
    readonly unsubscribe: string
    readonly why: (organisation: string) => string
  }
}

/** A heading and a sentence or two below it. */
export interface Copy {
  readonly title: string
  readonly text: string
}
