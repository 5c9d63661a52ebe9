import { inDaysOrHours } from './duration.ts'
import type { Messages } from './messages.ts'

export const en: Messages = {
  form: {
    email: 'Email address',
    name: 'Name',
    optional: 'optional',
    topics: 'What would you like to hear about? Choose one or more.',
    submit: 'Sign up',
    sending: 'Sending …',
    privacyPolicy: 'Privacy policy',
    honeypot: 'Leave this field empty',
    mend: 'Please check the following',
  },
  invalid: {
    email: 'Enter an email address in the form name@example.org',
    undeliverable:
      'We cannot write to addresses with letters other than a–z before the @. Please use another one',
    consent: 'Tick the box if you want to hear from us; without it we cannot write to you',
    name: 'Use at most 100 characters, without line breaks',
    topics: 'Choose at least one of the topics offered',
    form: 'There is no such form',
    value: 'This value cannot be used',
  },
  thanks: {
    title: 'Nearly there: check your email',
    text: 'We have sent you a message. Open it and press the button to confirm; nothing else will come until you do.',
    spam: 'Nothing after a few minutes? Look in your spam folder, or sign up again.',
    back: (organisation) => `Back to ${organisation}`,
    softOptIn: { title: 'Thank you', text: 'Every email that we send has a link to leave, at any time.' },
  },
  confirm: {
    ask: {
      title: 'Confirm your sign-up',
      text: 'Press the button to confirm that you want these emails.',
      topics: 'You will hear about',
      agreed: 'You agree to this',
      press: 'Yes, confirm',
    },
    done: {
      title: 'Thank you, you are signed up',
      text: 'We have sent you a welcome email. It has a link to leave at any time.',
    },
    already: {
      title: 'You are signed up already',
      text: 'Your sign-up was confirmed before. There is nothing left to do.',
    },
    expired: {
      title: 'This link has expired',
      text: 'For your safety these links work for a short time only. We can send you a new one.',
      press: 'Send me a new link',
    },
    resent: { title: 'Check your email', text: 'A new link is on its way to you.' },
    gone: {
      title: 'This link no longer works',
      text: 'It is too old, or you have left our list since. You are welcome to sign up again.',
      signUp: 'Sign up again',
    },
    changed: 'You have sent the form again since this page was opened. This is your latest choice.',
    move: {
      ask: {
        title: 'Get your emails at this address?',
        text: 'Somebody, we hope you, asked to get here the emails that come to another address now. Press the button, and they come here instead.',
        press: 'Yes, use this address',
      },
      done: {
        title: 'Your address is changed',
        text: 'From now on your emails come to this address, and none to the old one.',
      },
      stopped: {
        title: 'This change was called off',
        text: 'It was stopped from the address that was to be left, or asked for anew since: then the link in the latest message counts. Nothing was changed.',
      },
      nothing: {
        title: 'There is nothing to move any more',
        text: 'No emails go to the other address, so nothing was changed. You are welcome to sign up with this one.',
      },
      soon: {
        title: 'One moment, please',
        text: 'We first tell the other address of the change, and that message is still on its way. Please try again in a few minutes.',
        press: 'Try again',
      },
    },
  },
  unsubscribe: {
    ask: {
      title: 'Unsubscribe from our emails?',
      text: 'Press the button and we will not write to you again.',
      press: 'Unsubscribe',
    },
    done: {
      title: 'You are not on our list',
      text: 'We will not email you again. There is nothing else to do.',
      mistake: 'Left by mistake?',
      signUp: 'Sign up again',
    },
    cancel: {
      title: 'Say no to the new topics?',
      text: 'You were asked to confirm more topics. Press the button and that request is gone; what you get already goes on.',
      press: 'No, not these',
    },
    cancelled: {
      title: 'That request is cancelled',
      text: 'Nothing was added. What you got before goes on.',
    },
    everything: { title: 'Rather nothing at all?', press: 'Leave everything' },
    back: 'Take it back',
    fewer: { title: 'Rather keep some of it?', press: 'Keep only what is ticked' },
    pause: {
      title: 'Or a pause?',
      text: 'Nothing comes until then. After that, what you had goes on by itself.',
      press: (until) => `Pause until ${until}`,
    },
    why: {
      title: 'Would you tell us why? It is up to you',
      reasons: {
        'too-many': 'Too many emails',
        'not-relevant': 'Not what I hoped for',
        'never-asked': 'I never asked for them',
        'no-longer-supporting': 'I no longer support this work',
      },
      thanks: 'Thank you for telling us.',
    },
    returned: { title: 'You are back on our list', text: 'As if you had not left. You will hear about' },
    tooLate: {
      title: 'This can no longer be taken back',
      text: 'That works for an hour after leaving. You are welcome to sign up again.',
    },
    move: {
      ask: {
        title: 'Stop the change of your address?',
        text: 'Press the button: your emails go on coming to this address, and the link that we sent to the other one changes nothing.',
        press: 'Stop the change',
      },
      stopped: {
        title: 'The change is stopped',
        text: 'Your emails go on coming to this address.',
      },
      refuse: {
        title: 'Not your change?',
        text: 'Somebody asked to get their emails at this address. Press the button to refuse that; what you get yourself goes on.',
        press: 'No, refuse it',
      },
      moved: {
        title: 'Your emails go to another address',
        text: 'The change was completed by the link that we sent there. To see what is held, or to choose what you get, use the links in the emails that come there.',
        notYou: (mailbox) => `Was it not you? Please tell us: ${mailbox}.`,
      },
    },
  },
  preferences: {
    title: 'Your emails from us',
    topics: 'What would you like to hear about?',
    language: 'In which language?',
    pause: {
      title: 'A pause?',
      none: 'No pause',
      choices: {
        P1M: (until) => `One month, until ${until}`,
        P3M: (until) => `Three months, until ${until}`,
      },
      keep: (until) => `As it is, until ${until}`,
      invalid: 'Choose one of the pauses offered',
    },
    agree: 'By ticking a topic that you do not get yet, you agree to this',
    save: 'Save',
    held: {
      title: 'What we hold',
      text: 'Your address, your name if you gave it, the choices above, and proof of what you agreed to.',
      address: 'Address',
      since: 'On our list since',
      basis: 'Why we may write to you',
      bases: {
        consent: 'You agreed to it',
        charity_soft_opt_in: 'You supported or contacted us, and did not refuse',
      },
      receipt: 'See or print what you agreed to',
      myData: 'See, correct or erase everything that we hold',
    },
    saved: 'Saved',
    unchanged: { title: 'Nothing to save', text: 'Everything is as it was.' },
    changes: {
      added: (topics) => `You will now also hear about: ${topics}.`,
      removed: (topics) => `You will no longer hear about: ${topics}.`,
      name: (name) => `We call you ${name}.`,
      noName: 'We no longer hold your name.',
      language: (language) => `We write to you in this language: ${language}.`,
      paused: (until) => `You hear nothing from us until ${until}; then it goes on by itself.`,
      resumed: 'The pause has ended.',
    },
    undo: {
      title: 'Not what you meant?',
      press: 'Undo',
      agree: 'By undoing it you get these topics again and agree to this',
    },
    back: 'Back to your choices',
    pending: {
      title: 'Your sign-up waits for you',
      text: 'Press the button in the email that asks you to confirm; then you can choose here what you get.',
    },
  },
  myData: {
    ask: {
      title: 'What do we hold on you?',
      text: 'Type your email address. If we hold anything on it, we send it a message with links: to see, correct or erase your data, and to choose what you get.',
      press: 'Send me my links',
    },
    sent: {
      title: 'Check your email',
      text: 'If we hold anything on this address, a message with your links is on its way to it.',
      nothing:
        'Nothing after a few minutes? Look in your spam folder. We send few such messages a day to one address, and none where we hold no address.',
    },
    title: 'What we hold on you',
    text: (organisation) =>
      `This is what ${organisation} holds on the address that this link was sent to. Keep the link to yourself: it works for a short time.`,
    withheld:
      'This address was also entered in forms that were never confirmed by a link in its mailbox. Where those came from is not shown, since it may have been somebody else.',
    downloads: {
      title: 'To keep',
      json: 'All of it, for another program (JSON)',
      record: 'Your record, for a spreadsheet (CSV)',
      history: 'What happened, for a spreadsheet (CSV)',
      evidence: 'What proves it, for a spreadsheet (CSV)',
    },
    correct: {
      title: 'Correct your name',
      text: 'Leave it empty, and we hold no name.',
      press: 'Correct',
      done: 'Your name is corrected.',
    },
    move: {
      title: 'Change your address',
      text: 'We send a link to the new address, and a notice to the one that we write to now. Nothing changes until that link is pressed.',
      email: 'New email address',
      press: 'Send the link',
      same: 'This is the address that we write to already',
      asked: {
        title: 'Check your mail at the new address',
        text: 'We have sent a message to the new address. Nothing changes until the link in it is pressed. The address that we write to now gets a notice, by which the change can be stopped.',
        nothing:
          'Nothing after a few minutes? Look in the spam folder. We send few such messages a day to one address.',
      },
      nothing: {
        title: 'There is nothing to move',
        text: 'No emails from us come to this address now, so nothing was changed. You are welcome to sign up with the new one.',
      },
      enough: {
        title: 'Please try again tomorrow',
        text: 'Before your address can change, the present one gets a notice of it, and today we have sent it as many messages as we send in a day. Nothing was changed.',
      },
    },
    object: {
      title: 'Object to our emails',
      text: 'Then we never write to you again to tell you about our work, whoever enters your address, until you yourself confirm that you want it.',
      press: 'I object',
      done: {
        title: 'We will not write to you about our work again',
        text: 'Your objection is recorded. We keep what is needed to honour it.',
      },
    },
    erase: {
      title: 'Erase everything',
      text: 'Before anything is erased, you see what will go and what has to stay.',
      go: 'See what would be erased',
      ask: {
        title: 'Erase everything that we hold on you?',
        text: 'This cannot be undone. At once, when you press the button:',
        press: 'Yes, erase my data',
      },
      back: 'No, go back',
      done: {
        title: 'Your data is erased',
        text: 'One last message that confirms it is on its way to you, if your mailbox takes it.',
      },
    },
    expired: {
      title: 'This link has expired',
      text: 'For your safety it works for a short time only. We can send you a new one.',
      again: 'Ask for a new link',
    },
    nothing: {
      title: 'We hold nothing on you',
      text: 'There is no address, no name and no choice of yours on record any more.',
    },
  },
  export: {
    ask: {
      title: 'The copy of your data',
      text: 'Press the button to download it: one file (zip) with a page to read, tables for a spreadsheet, and everything for another program. Keep it where only you can read it.',
      press: 'Download my data',
    },
    gone: {
      title: 'This link has expired',
      text: 'For your safety it works for a few days only. Ask for a new copy, and a new link comes to your mailbox.',
    },
  },
  receipt: {
    consent: {
      title: 'Receipt of your consent',
      text: (organisation) =>
        `This is what you agreed to with ${organisation}, as it was recorded at the time. Print it, keep it, or show it to anybody.`,
    },
    softOptIn: {
      title: 'Why we write to you',
      text: (organisation) =>
        `You gave ${organisation} your address in the course of supporting it, and did not refuse emails about its work. This is the record of that.`,
    },
    none: {
      title: 'There is no receipt here',
      text: 'Nothing was agreed to with this address, or it was erased since. If you kept a receipt, it can still be checked.',
    },
    agreed: 'What you agreed to',
    topics: 'Topics',
    told: 'What you were told about your data',
    controller: 'With whom',
    officer: 'Privacy officer',
    happened: 'What happened, and when',
    events: {
      'sign-up-requested': 'You asked for emails',
      confirmed: 'You confirmed',
      'soft-opted-in': 'You gave your address and did not refuse',
      withdrawn: 'You left',
      bounced: 'Your mailbox refused our emails, so we stopped',
      complained: 'You reported our emails as unwanted, so we stopped',
      'preferences-changed': 'You changed your preferences',
      'withdrawal-undone': 'You came back',
      objected: 'You objected to our emails, so we stopped',
      'address-changed-from': 'You took this address in place of another',
      'address-changed-to': 'You moved to another address',
    },
    how: 'How',
    method: {
      preferences: 'On the preferences page, reached by a link in an email',
      doubleOptIn: (form, place) =>
        `By the form “${form}”${place ? ` on ${place}` : ''}, and confirmed by the link in an email`,
      softOptIn: (form, place) => `By the form “${form}”${place ? ` on ${place}` : ''}, with a box to refuse`,
    },
    withdraw: 'If you change your mind',
    leave: (mailbox) =>
      `Leave at any time by the link at the end of each of our emails, or by writing to ${mailbox}.`,
    kept: 'Until the person asks for erasure; after leaving, only what is needed to prove it and not to write again.',
    proof: 'Proof',
    proves:
      'Each of these numbers is worked out from what it stands for: if that had been changed since, by anybody, the number would be another.',
    wording: (id, version) => `What you agreed to: text “${id}”, version ${version}`,
    notice: (version) => `What you were told: version ${version}`,
    number: 'Number of this receipt',
    head: 'Last entry of your record',
    inclusion: 'Your agreement in the ledger',
    sealed: (number, when) => `Sealed in seal ${number} of ${when}`,
    notSealed: 'Not sealed yet. Once a day everything new is sealed.',
    root: 'Root of the seal',
    keep: 'To keep',
    download: 'Download this receipt with all that is needed to check it (JSON)',
    downloadRecord: 'Download the consent record alone (JSON-LD)',
  },
  problem: {
    forbidden: {
      title: 'Not with your role',
      text: 'Your sign-in does not allow this. Ask whoever manages the officers’ accounts.',
    },
    notFound: { title: 'Page not found', text: 'There is nothing at this address.' },
    conflict: {
      title: 'This has changed meanwhile',
      text: 'Somebody else changed it since you read it. Read it again, then decide. Nothing was changed by you.',
    },
    link: {
      title: 'This link is not complete',
      text: 'Perhaps a part of it was lost. Open it again from the email, or copy it whole.',
    },
    malformed: { title: 'We could not read that', text: 'The request is malformed. Nothing was changed.' },
    tooLarge: { title: 'That is too much', text: 'A form may hold 16 KB at most. Nothing was changed.' },
    contentType: {
      title: 'We could not read that',
      text: 'Send application/json or application/x-www-form-urlencoded. Nothing was changed.',
    },
    invalid: { title: 'Please check the form', text: 'Some fields need mending. Nothing was changed.' },
    tooMany: {
      title: 'Too many requests from your network',
      text: 'Please try again in an hour. What you typed is still here.',
    },
    origin: {
      title: 'Not from this website',
      text: 'This form may not be used from the website that sent it. Its settings list the origins that may.',
    },
    unavailable: {
      title: 'Please try again in a moment',
      text: 'We are busy. Nothing is lost; send it again shortly.',
    },
    expired: { title: 'This link has expired', text: 'Ask for a new one on the page that it opens.' },
  },
  mail: {
    confirmation: {
      subject: (organisation) => `Please confirm: emails from ${organisation}`,
      heading: 'Please confirm your sign-up',
      body: (organisation) =>
        `Somebody, we hope you, asked for emails from ${organisation} at this address. Please confirm that you want them.`,
      press: 'Confirm my sign-up',
      validFor: (hours) => `The link works for ${inDaysOrHours('en', hours)}.`,
      notYou: 'Not you? Do nothing, and you will hear no more from us.',
      cancel: 'Cancel this sign-up',
    },
    welcome: {
      subject: (organisation) => `Welcome to ${organisation}`,
      heading: (name) => (name ? `Welcome, ${name}` : 'Welcome'),
      body: (organisation) =>
        `Thank you for choosing to hear from ${organisation}. Your sign-up is confirmed.`,
      topics: 'You will hear about',
      receipt: 'See or print what you agreed to',
      leave: 'Changed your mind? You can leave at any time, today or years from now, by this link:',
    },
    softOptIn: {
      subject: (organisation) => `Keeping in touch: emails from ${organisation}`,
      heading: 'Thank you for your support',
      body: (organisation) =>
        `You gave us this address when you supported or contacted ${organisation}, and did not ask us not to write. We would like to send you emails about our work.`,
      receipt: 'See why we write to you',
      leave: 'Rather not? Leave now, or at any time, by this link:',
    },
    alreadySubscribed: {
      subject: (organisation) => `You already get emails from ${organisation}`,
      heading: 'You are signed up already',
      body: (organisation) =>
        `Somebody entered this address in a sign-up form of ${organisation}. You are on our list already, so nothing has changed.`,
      notYou: 'If it was not you, there is nothing to do: nobody learned that you are on the list.',
      leave: 'If you would rather not hear from us any more, leave by this link:',
    },
    myData: {
      subject: (organisation) => `Your links: what ${organisation} holds on you`,
      heading: 'Your links',
      body: (organisation) =>
        `Somebody, we hope you, asked ${organisation} for the links that belong to this address.`,
      press: 'See what is held on me',
      pending: 'A sign-up of yours still waits to be confirmed:',
      notYou:
        'Not you? There is nothing to do. Whoever asked has learned nothing: these links came to this mailbox alone.',
      why: (organisation) =>
        `You are getting this email because somebody asked ${organisation} for the links of this address.`,
    },
    export: {
      subject: (organisation) => `The copy of your data: ${organisation}`,
      heading: 'The copy of your data is ready',
      body: (organisation) =>
        `You asked ${organisation} for a copy of what it holds about you. It is ready for you to download.`,
      press: 'Download my data',
      validFor: (days) =>
        `The link works for ${inDaysOrHours('en', days * 24)}. Whoever has this email can open it: do not forward it.`,
      notYou: (mailbox) =>
        `You did not ask for this? Then do not open the link, and please tell us: ${mailbox}.`,
      why: (organisation) =>
        `You get this email because a copy of the data at this address was asked for from ${organisation}.`,
    },
    erasure: {
      subject: (organisation) => `Your data is erased: ${organisation}`,
      heading: 'Your data is erased',
      body: (organisation) =>
        `You asked ${organisation} to erase what it holds about you. That is done. With this message your email address goes too: it is the last one from us.`,
      erased: 'Erased',
      erasedItems: [
        'your email address, your name and your language',
        'your topics and choices, and whether you were on our list',
        'what proved your sign-ups: network addresses, browsers, and what was typed into our forms',
        'what was personal in your data requests; in a complaint that is still open, as soon as it is answered',
      ],
      kept: 'Kept, and why',
      keptItems: [
        'A code made of your address with a secret key, so that you are not written to by mistake. It cannot be turned back into the address.',
        'Under that code, what happened and when (signed up, left, erased), without any name, address or other detail, so that we can show that we did what you asked.',
      ],
      backups: (days) =>
        `Backups of our database hold your data for up to ${inDaysOrHours('en', days * 24)} more. They are used only if the database is lost, and then you are erased again before anything is sent.`,
      recipients: 'We also tell those who had your data from us to erase it:',
      again: 'You are welcome to sign up again at any time, and would begin anew.',
      questions: (mailbox) => `Questions? Write to ${mailbox}.`,
      why: (organisation) => `You get this email because you asked ${organisation} to erase your data.`,
    },
    move: {
      subject: (organisation) => `Please confirm: emails from ${organisation} at this address`,
      heading: 'Get your emails at this address?',
      body: (organisation) =>
        `Somebody, we hope you, gets emails from ${organisation} at another address and asked to get them here instead. Press the button, and they come here. Nothing changes before.`,
      press: 'Use this address',
      notYou: 'Not you? Do nothing, and nothing changes.',
      cancel: 'This was not me: do not write to me',
      why: (organisation) =>
        `You are getting this email because somebody named this address as their new one for emails from ${organisation}.`,
    },
    moveNotice: {
      subject: (organisation) => `Your address with ${organisation}: a change was asked for`,
      heading: 'Somebody asked to change your address',
      body: (organisation) =>
        `Somebody who opened the links that we sent to this address asked ${organisation} to send your emails to another address from now on.`,
      effect:
        'Nothing changes until the link that we sent to that other address is pressed. After that, no more emails come here.',
      you: 'Was it you? Then there is nothing to do here.',
      notYou:
        'Was it not you? Stop it by this button. Should the change be complete already, the page says so, and what you can do.',
      press: 'Stop the change',
      why: (organisation) =>
        `You are getting this email because it is the address that ${organisation} writes to now.`,
    },
    seal: {
      subject: (organisation, number) =>
        `Please keep: seal ${number} of the consent records of ${organisation}`,
      heading: 'Please keep this message',
      body: (organisation, number, count, to) =>
        `This is seal ${number}. It stands for what was added to the consent records of ${organisation} up to ${to} (entries: ${count}), and for every seal before it. If one of those entries were changed, removed or slipped in afterwards, the figures below would no longer fit.`,
      keep: 'There is nothing to do but to keep it where those who run the system cannot change it: in your mail archive, or on paper. It says nothing about anybody.',
      check:
        'With this message and a supporter’s receipt anybody can check, without access to our systems, that what the receipt says was recorded by then and is unchanged.',
      figures: 'The seal',
      number: (number) => `Number: ${number}`,
      from: (from) => (from ? `After: ${from}` : 'From the beginning'),
      to: (to) => `Up to: ${to}`,
      count: (count) => `Entries: ${count}`,
      root: (root) => `Root of the tree over them: ${root}`,
      previous: (previous) => (previous ? `Seal before: ${previous}` : 'No seal before'),
      hash: (hash) => `Hash of this seal: ${hash}`,
      line: 'The same for the verifier, on one line:',
      why: (organisation) =>
        `You get this email because the settings of ${organisation} name this address as the privacy officer’s.`,
    },
    preferences: 'Choose what you get, or take a pause',
    unsubscribe: 'Unsubscribe',
    why: (organisation) =>
      `You are getting this email because this address was entered in a sign-up form of ${organisation}.`,
  },
}
