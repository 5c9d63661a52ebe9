import type { Messages } from './messages.ts'

export const en: Messages = {
  form: {
    email: 'Email address',
    name: 'Name',
    optional: 'optional',
    topics: 'What would you like to hear about? Choose one or more topics.',
    submit: 'Sign up',
    sending: 'Sending…',
    privacyPolicy: 'Privacy policy',
    honeypot: 'Leave this field empty',
    problem: 'There is a problem',
  },
  invalid: {
    email: 'Enter an email address in the correct format, like name@example.org',
    undeliverable:
      'We cannot email addresses that have letters other than a–z before the @. Enter a different address',
    consent: 'Tick the box if you want our emails. We cannot email you unless you agree',
    name: 'Your name must be 60 characters or fewer, with no web address and no sentence',
    topics: 'Choose at least one of the topics listed',
    form: 'This form does not exist',
    value: 'This value is not valid',
  },
  thanks: {
    title: 'Nearly there: check your email',
    text: 'We’ve sent you an email. Open it and press the button to confirm. We won’t send you anything else until you do.',
    spam: 'Nothing after a few minutes? Check your spam folder, or sign up again.',
    back: (organisation) => `Back to the ${organisation} website`,
    softOptIn: {
      title: 'Thank you',
      text: 'Every email we send has a link that you can use to unsubscribe at any time.',
    },
  },
  confirm: {
    ask: {
      title: 'Confirm your sign-up',
      text: 'Press the button to confirm that you want these emails.',
      topics: 'What you’ll hear about',
      agreed: 'What you agree to',
      press: 'Yes, confirm',
    },
    done: {
      title: 'Thank you, you’re signed up',
      text: 'We’ve sent you a welcome email. It has a link that you can use to unsubscribe at any time.',
    },
    already: {
      title: 'You’re already signed up',
      text: 'You’ve already confirmed your sign-up. You don’t need to do anything else.',
    },
    expired: {
      title: 'This link has expired',
      text: 'For your security, these links only work for a short time. We can send you a new one.',
      press: 'Send me a new link',
    },
    resent: { title: 'Check your email', text: 'We’re sending you a new link.' },
    gone: {
      title: 'This link no longer works',
      text: 'It’s too old, or you’ve unsubscribed since we sent it. You’re welcome to sign up again.',
      signUp: 'Sign up again',
    },
    changed: 'You’ve sent the form again since you opened this page. These are your latest choices.',
    addressChange: {
      ask: {
        title: 'Get your emails at this address?',
        text: 'You, or someone who gave us this address, asked us to send emails here instead of to another address. Press the button to get them here from now on.',
        press: 'Yes, use this address',
      },
      done: {
        title: 'Your address has been changed',
        text: 'From now on, your emails will come to this address and not to the old one.',
      },
      stopped: {
        title: 'This change of address was stopped',
        text: 'It was stopped from the old address, or a new change was requested later. If you asked again, use the link in the latest email. Nothing has been changed.',
      },
      nothing: {
        title: 'There is nothing to change',
        text: 'We no longer send emails to the other address, so nothing has been changed. You’re welcome to sign up with this one.',
      },
      soon: {
        title: 'Please wait a few minutes',
        text: 'We tell the other address about the change first, and that email is still on its way. Please try again in a few minutes.',
        press: 'Try again',
      },
    },
  },
  unsubscribe: {
    ask: {
      title: 'Unsubscribe from our emails?',
      text: 'Press the button and we won’t email you again.',
      press: 'Unsubscribe',
    },
    done: {
      title: 'You’re not on our mailing list',
      text: 'We won’t email you again. You don’t need to do anything else.',
      mistake: 'Unsubscribed by mistake?',
      signUp: 'Sign up again',
    },
    cancel: {
      title: 'Say no to the new topics?',
      text: 'We asked you to confirm some new topics. Press the button to cancel that request. You’ll keep getting the emails that you get now.',
      press: 'No, don’t add these topics',
    },
    cancelled: {
      title: 'That request has been cancelled',
      text: 'Nothing has been added. You’ll keep getting the emails that you get now.',
    },
    everything: { title: 'Unsubscribe from everything?', press: 'Unsubscribe from everything' },
    back: 'Undo: keep my emails',
    fewer: { title: 'Keep some of our emails?', press: 'Keep only the topics I’ve ticked' },
    pause: {
      title: 'Take a break instead?',
      text: 'We won’t email you until the date you choose. After that, your emails start again.',
      press: (until) => `Pause until ${until}`,
    },
    why: {
      title: 'Why did you unsubscribe? (optional)',
      reasons: {
        'too-many': 'Too many emails',
        'not-relevant': 'Not what I expected',
        'never-asked': 'I never asked for them',
        'no-longer-supporting': 'I no longer support this work',
      },
      thanks: 'Thank you for telling us.',
    },
    returned: { title: 'You’re back on our mailing list', text: 'You’ll hear about:' },
    tooLate: {
      title: 'It’s too late to undo this',
      text: 'You can only undo this within an hour of unsubscribing. You’re welcome to sign up again.',
    },
    addressChange: {
      ask: {
        title: 'Stop the change of address?',
        text: 'Press the button and your emails will keep coming to this address. The link that we sent to the other address will stop working.',
        press: 'Stop the change',
      },
      stopped: {
        title: 'The change of address has been stopped',
        text: 'Your emails will keep coming to this address.',
      },
      refuse: {
        title: 'Refuse this change of address?',
        text: 'Someone asked us to send their emails to this address. Press the button to refuse. You’ll keep getting your own emails.',
        press: 'No, refuse it',
      },
      addressChanged: {
        title: 'Your emails now go to another address',
        text: 'The change was confirmed with the link that we sent there. To see what we hold about you, or to choose what you get, use the links in the emails that go to that address.',
        notYou: (mailbox) => `If this wasn’t you, please tell us: ${mailbox}.`,
      },
    },
  },
  preferences: {
    title: 'Your email preferences',
    topics: 'What would you like to hear about?',
    language: 'Which language would you like?',
    pause: {
      title: 'Pause our emails?',
      none: 'No pause',
      choices: {
        P1M: (until) => `For one month, until ${until}`,
        P3M: (until) => `For three months, until ${until}`,
      },
      keep: (until) => `Keep the current pause, until ${until}`,
      invalid: 'Choose one of the pauses listed',
    },
    agree: 'If you tick a topic that you don’t get yet, you agree to:',
    save: 'Save',
    held: {
      title: 'What we hold about you',
      text: 'We hold your address, your name if you gave it, the choices above, and proof of what you agreed to.',
      address: 'Address',
      since: 'On our mailing list since',
      basis: 'Why we can email you',
      bases: {
        consent: 'You agreed to it',
        charity_soft_opt_in: 'You supported or contacted us, and did not say no to our emails',
      },
      receipt: 'See or print what you agreed to',
      myData: 'See, correct or delete everything we hold about you',
    },
    saved: 'Your preferences have been saved',
    unchanged: { title: 'Nothing to save', text: 'You haven’t changed anything.' },
    changes: {
      added: (topics) => `You’ll now also hear about: ${topics}.`,
      removed: (topics) => `You’ll no longer hear about: ${topics}.`,
      name: (name) => `We’ll call you ${name}.`,
      noName: 'We no longer hold your name.',
      language: (language) => `We’ll write to you in this language: ${language}.`,
      paused: (until) => `We won’t email you until ${until}. After that, your emails start again.`,
      resumed: 'Your emails are no longer paused.',
    },
    undo: {
      title: 'Not what you meant?',
      press: 'Undo these changes',
      agree: 'If you undo this, you’ll get these topics again, and you agree to:',
    },
    back: 'Back to your preferences',
    pending: {
      title: 'Please confirm your sign-up first',
      text: 'Press the button in the email that asks you to confirm. After that, you can choose here what you get.',
    },
  },
  myData: {
    ask: {
      title: 'See what we hold about you',
      text: 'Enter your email address. If we hold anything about it, we’ll email you links to see, correct or delete your data, and to choose what you get.',
      press: 'Send me my links',
    },
    sent: {
      title: 'Check your email',
      text: 'If we hold anything about this address, an email with your links is on its way.',
      nothing:
        'Nothing after a few minutes? Check your spam folder. We only send a few emails a day to any address, so this one may come later. We send none to an address we don’t hold.',
    },
    title: 'What we hold about you',
    text: (organisation) =>
      `This is what ${organisation} holds about the address that this link was sent to. Keep the link to yourself. It only works for a short time.`,
    withheld:
      'This address was also entered in forms that were never confirmed with a link in its mailbox. We don’t show where those forms came from, because someone else may have sent them.',
    downloads: {
      title: 'Download your data',
      json: 'Everything, for another program (JSON)',
      record: 'Your record, for a spreadsheet (CSV)',
      history: 'What happened, for a spreadsheet (CSV)',
      evidence: 'The proof of it, for a spreadsheet (CSV)',
    },
    correct: {
      title: 'Correct your name',
      text: 'If you don’t want us to hold a name, leave this empty.',
      press: 'Correct my name',
      done: 'Your name has been corrected.',
    },
    addressChange: {
      title: 'Change your address',
      text: 'We’ll send a link to your new address, and a notice to your current one. Nothing changes until you confirm with that link.',
      email: 'New email address',
      press: 'Send the link',
      same: 'We already use this address. Enter a different one',
      asked: {
        title: 'Check your email at the new address',
        text: 'We’ve sent an email to the new address. Nothing changes until you confirm with the link in it. We’re also sending a notice to your current address, with a link to stop the change.',
        nothing:
          'Nothing after a few minutes? Check your spam folder. We only send a few of these emails a day to any address.',
      },
      nothing: {
        title: 'There is nothing to change',
        text: 'We don’t send emails to this address at the moment, so nothing has been changed. You’re welcome to sign up with the new one.',
      },
      enough: {
        title: 'Please try again tomorrow',
        text: 'Before we change your address, we send a notice to your current one. Today we’ve already sent it as many emails as we send in a day. Nothing has been changed.',
      },
    },
    object: {
      title: 'Object to our emails',
      text: 'If you object, we’ll never email you about our work again, even if someone enters your address in a form. We’ll only start again if you confirm yourself that you want our emails.',
      press: 'I object to your emails',
      done: {
        title: 'We won’t email you about our work again',
        text: 'We’ve recorded your objection. We’ll keep what we need to respect it.',
      },
    },
    erase: {
      title: 'Delete everything',
      text: 'Before we delete anything, we’ll show you what will go and what has to stay.',
      go: 'See what will be deleted',
      ask: {
        title: 'Delete everything we hold about you?',
        text: 'You cannot undo this. When you press the button, this is what happens straight away.',
        press: 'Yes, delete my data',
      },
      back: 'No, go back',
      done: {
        title: 'Your data has been deleted',
        text: 'We’re sending you one last email to confirm this, if your mailbox accepts it.',
      },
    },
    expired: {
      title: 'This link has expired',
      text: 'For your security, it only works for a short time. We can send you a new one.',
      again: 'Ask for a new link',
    },
    nothing: {
      title: 'We hold nothing about you',
      text: 'We have no address, name or choices of yours on record.',
    },
  },
  export: {
    ask: {
      title: 'Download a copy of your data',
      text: 'Press the button to download one zip file. It has a page to read, tables for a spreadsheet, and everything in a format for other programs. Keep it where only you can read it.',
      press: 'Download my data',
    },
    gone: {
      title: 'This link has expired',
      text: 'For your security, it only works for a few days. Ask for a new copy and we’ll email you a new link.',
    },
  },
  receipt: {
    consent: {
      title: 'Receipt for your consent',
      text: (organisation) =>
        `This is what you agreed to with ${organisation}, as recorded at the time. You can print it, keep it or show it to anyone.`,
    },
    softOptIn: {
      title: 'Why we email you',
      text: (organisation) =>
        `You gave ${organisation} your address while supporting its work, and did not say no to emails about it. This is the record of that.`,
    },
    none: {
      title: 'There is no receipt here',
      text: 'Nothing was agreed to with this address, or the record has since been deleted. If you kept a receipt, it can still be checked.',
    },
    agreed: 'What you agreed to',
    topics: 'Topics',
    told: 'What we told you about your data',
    controller: 'Who is responsible',
    officer: 'Privacy officer',
    happened: 'What happened, and when',
    events: {
      'sign-up-requested': 'You asked for our emails',
      confirmed: 'You confirmed',
      'soft-opted-in': 'You gave us your address and did not say no to our emails',
      withdrawn: 'You unsubscribed',
      bounced: 'Your mailbox rejected our emails, so we stopped',
      complained: 'You reported our emails as spam, so we stopped',
      'preferences-changed': 'You changed your preferences',
      'withdrawal-undone': 'You undid this and kept our emails',
      objected: 'You objected to our emails, so we stopped',
      'address-changed-from': 'You changed to this address from another one',
      'address-changed-to': 'You changed to another address',
    },
    how: 'How it happened',
    method: {
      preferences: 'On the preferences page, opened from a link in an email',
      doubleOptIn: (form, place) =>
        `With the form “${form}”${place ? ` on ${place}` : ''}, confirmed with the link in an email`,
      softOptIn: (form, place) =>
        `With the form “${form}”${place ? ` on ${place}` : ''}, which had a box to say no`,
    },
    withdraw: 'If you change your mind',
    leave: (mailbox) =>
      `You can unsubscribe at any time with the link at the end of each of our emails, or by writing to ${mailbox}.`,
    kept: 'Until the person asks for erasure. After they unsubscribe, only what is needed to prove it and to make sure they are not emailed again.',
    proof: 'Proof',
    proves:
      'Each of these numbers is calculated from what it stands for. If anyone had changed that since, the number would be different.',
    wording: (id, version) => `What you agreed to: wording “${id}”, version ${version}`,
    notice: (version) => `What we told you: version ${version}`,
    number: 'Number of this receipt',
    head: 'Last entry in your record',
    inclusion: 'Your agreement in the ledger',
    sealed: (number, when) => `Included in seal ${number} of ${when}`,
    notSealed: 'Not sealed yet. We seal all new entries once a day.',
    root: 'Root of the seal',
    keep: 'Keep a copy',
    download: 'Download this receipt, with everything needed to check it (JSON)',
    downloadRecord: 'Download only the consent record (JSON-LD)',
  },
  problem: {
    forbidden: {
      title: 'Your role does not allow this',
      text: 'If you need access, ask the person who manages the officers’ accounts.',
    },
    notFound: { title: 'Page not found', text: 'There is nothing at this address.' },
    conflict: {
      title: 'This has changed since you read it',
      text: 'Someone else has changed it. Read it again, then decide. Nothing you sent has been saved.',
    },
    link: {
      title: 'This link is not complete',
      text: 'Part of it may be missing. Open it again from the email, or copy the whole link.',
    },
    malformed: {
      title: 'We could not read your request',
      text: 'It is not in the right format. Nothing has been changed.',
    },
    tooLarge: {
      title: 'Your form is too large',
      text: 'A form can be 16 KB at most. Nothing has been changed.',
    },
    contentType: {
      title: 'We could not read your request',
      text: 'Send application/json or application/x-www-form-urlencoded. Nothing has been changed.',
    },
    invalid: {
      title: 'Please check the form',
      text: 'Some fields need correcting. Nothing has been changed.',
    },
    tooMany: {
      title: 'Too many requests',
      text: 'Please try again in an hour. What you typed is still here.',
    },
    origin: {
      title: 'This website cannot use this form',
      text: 'The form was sent from a website that is not listed in its settings.',
    },
    unavailable: {
      title: 'Please try again in a moment',
      text: 'We’re busy right now. Nothing has been lost. Please send it again shortly.',
    },
    expired: {
      title: 'This link has expired',
      text: 'Open it in a web browser to ask for a new one.',
    },
  },
}
