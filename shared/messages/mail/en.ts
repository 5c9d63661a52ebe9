import { inDaysOrHours } from '../duration.ts'
import type { MailMessages } from './messages.ts'

export const en: MailMessages = {
  confirmation: {
    subject: (organisation) => `Please confirm: emails from ${organisation}`,
    heading: 'Please confirm your sign-up',
    body: (organisation) =>
      `You, or someone using your address, asked for emails from ${organisation}. Please confirm that you want them.`,
    press: 'Confirm my sign-up',
    validFor: (hours) => `The link works for ${inDaysOrHours('en', hours)}.`,
    notYou: 'If this wasn’t you, you don’t need to do anything. We won’t email you again.',
    cancel: 'Cancel this sign-up',
  },
  welcome: {
    subject: (organisation) => `Welcome to ${organisation}`,
    heading: (name) => (name ? `Welcome, ${name}` : 'Welcome'),
    body: (organisation) => `Thank you for choosing to hear from ${organisation}. Your sign-up is confirmed.`,
    topics: 'What you’ll hear about',
    receipt: 'See or print what you agreed to',
    leave: 'If you change your mind, you can unsubscribe at any time. This link does not expire:',
  },
  softOptIn: {
    subject: (organisation) => `Keeping in touch: emails from ${organisation}`,
    heading: 'Thank you for your support',
    body: (organisation) =>
      `You gave us this address when you supported or contacted ${organisation}, and you did not say no to our emails. We would like to email you about our work.`,
    receipt: 'See why we email you',
    leave: 'If you don’t want our emails, you can unsubscribe now or at any time:',
  },
  alreadySubscribed: {
    subject: (organisation) => `You already get emails from ${organisation}`,
    heading: 'You’re already signed up',
    body: (organisation) =>
      `You, or someone using your address, signed up for emails from ${organisation}. You’re already on our mailing list, so nothing has changed.`,
    notYou:
      'If this wasn’t you, you don’t need to do anything. We haven’t told anyone that you’re on our list.',
    leave: 'If you no longer want our emails, you can unsubscribe:',
  },
  myData: {
    subject: (organisation) => `Your links: what ${organisation} holds about you`,
    heading: 'Your links',
    body: (organisation) =>
      `You, or someone using your address, asked ${organisation} for links to what it holds about you.`,
    press: 'See what you hold about me',
    pending: 'You also have a sign-up that you haven’t confirmed yet:',
    notYou:
      'If this wasn’t you, you don’t need to do anything. The person who asked has learned nothing, because we only sent these links to this address.',
    why: (organisation) =>
      `You’re getting this email because someone asked ${organisation} for the links for this address.`,
  },
  export: {
    subject: (organisation) => `The copy of your data: ${organisation}`,
    heading: 'The copy of your data is ready',
    body: (organisation) =>
      `You asked ${organisation} for a copy of what it holds about you. It’s ready for you to download.`,
    press: 'Download my data',
    validFor: (days) =>
      `The link works for ${inDaysOrHours('en', days * 24)}. Anyone who has this email can open it, so don’t forward it.`,
    notYou: (mailbox) => `If you didn’t ask for this, don’t open the link, and please tell us: ${mailbox}.`,
    why: (organisation) =>
      `You’re getting this email because ${organisation} was asked for a copy of the data it holds about this address.`,
  },
  erasure: {
    subject: (organisation) => `Your data has been deleted: ${organisation}`,
    heading: 'Your data has been deleted',
    body: (organisation) =>
      `You asked ${organisation} to delete what it holds about you. This is done. Once this email is sent, your email address goes too, so this is the last email you’ll get from us.`,
    erased: 'Deleted',
    erasedItems: [
      'your email address, your name and your language',
      'your topics and choices, and whether you were on our mailing list',
      'the proof of your sign-ups: network addresses, browser details, and what was typed into our forms',
      'the personal details in your data requests (if a complaint is still open, as soon as it is answered)',
    ],
    kept: 'Kept, and why',
    keptItems: [
      'A code made from your address with a secret key, so that we don’t email you by mistake. It cannot be turned back into your address.',
      'Under that code, what happened and when (signing up, unsubscribing, deletion), without any name, address or other detail, so that we can show that we did what you asked.',
    ],
    backups: (days) =>
      `Backups of our database keep your data for up to ${inDaysOrHours('en', days * 24)} after that. We only use them if the database is lost. If that happens, we delete your data again before we send anything.`,
    recipients: 'We also tell these organisations, which got your data from us, to delete it:',
    again: 'You’re welcome to sign up again at any time. You would start afresh.',
    questions: (mailbox) => `If you have any questions, write to ${mailbox}.`,
    why: (organisation) => `You’re getting this email because you asked ${organisation} to delete your data.`,
  },
  addressChange: {
    subject: (organisation) => `Please confirm: emails from ${organisation} at this address`,
    heading: 'Get your emails at this address?',
    body: (organisation) =>
      `You, or someone who gave us this address, asked to get emails from ${organisation} here instead of at another address. Press the button to get them here. Nothing changes until you do.`,
    press: 'Use this address',
    notYou: 'If this wasn’t you, you don’t need to do anything. Nothing will change.',
    cancel: 'This wasn’t me: don’t email me',
    why: (organisation) =>
      `You’re getting this email because someone gave this address as their new one for emails from ${organisation}.`,
  },
  addressChangeNotice: {
    subject: (organisation) => `Your address with ${organisation}: change requested`,
    heading: 'Someone asked to change your address',
    body: (organisation) =>
      `Someone who opened the links that we sent to this address asked ${organisation} to send your emails to another address from now on.`,
    effect:
      'Nothing changes until someone confirms with the link that we sent to the other address. After that, we won’t send any more emails here.',
    you: 'If this was you, you don’t need to do anything.',
    notYou:
      'If this wasn’t you, press the button to stop the change. If the change has already been made, the page will tell you what you can do.',
    press: 'Stop the change',
    why: (organisation) =>
      `You’re getting this email because this is the address that ${organisation} uses for you now.`,
  },
  seal: {
    subject: (organisation, number) =>
      `Please keep: seal ${number} of the consent records of ${organisation}`,
    heading: 'Please keep this email',
    body: (organisation, number, count, to) =>
      `This is seal ${number}. It covers what was added to the consent records of ${organisation} up to ${to} (entries: ${count}), and every seal before it. If one of those entries were later changed, removed or inserted, the figures below would no longer match.`,
    keep: 'All you need to do is keep this email where the people who run the system cannot change it: in your mail archive, or on paper. It contains no personal data.',
    check:
      'With this email and a supporter’s receipt, anyone can check that what the receipt says was recorded by then and has not been changed. They don’t need access to our systems.',
    figures: 'The seal',
    number: (number) => `Number: ${number}`,
    from: (from) => (from ? `After: ${from}` : 'From the beginning'),
    to: (to) => `Up to: ${to}`,
    count: (count) => `Entries: ${count}`,
    root: (root) => `Root of the hash tree: ${root}`,
    previous: (previous) => (previous ? `Previous seal: ${previous}` : 'No previous seal'),
    hash: (hash) => `Hash of this seal: ${hash}`,
    line: 'The same on one line, for the verifier:',
    why: (organisation) =>
      `You’re getting this email because the settings of ${organisation} name this as the privacy officer’s address.`,
  },
  names: {
    confirmation: 'confirmation email',
    welcome: 'welcome email',
    'already-subscribed': 'email saying that this address is already signed up',
    'soft-opt-in': 'email saying how to unsubscribe',
    'my-data': 'email with the links to the data held',
    export: 'email with a link to the copy of the data held',
    erasure: 'last email, about the erasure',
    'address-change': 'email asking to use this address',
    'address-change-notice': 'notice of the change of address',
  },
  preferences: 'Choose what you get, or pause our emails',
  unsubscribe: 'Unsubscribe',
  why: (organisation) =>
    `You’re getting this email because this address was entered in a sign-up form for ${organisation}.`,
}
