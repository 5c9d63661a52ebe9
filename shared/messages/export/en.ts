import type { ExportMessages } from './messages.ts'

export const en: ExportMessages = {
  title: 'What we hold about you',
  introduction: (organisation, when) =>
    `This is a copy of everything that ${organisation} holds about you in its mailing system, as of ${when}, and what you should know about it.`,
  held: 'Your record',
  nothingHeld: 'We hold no address, name or choices of yours.',
  fields: {
    email: 'Email address',
    locale: 'Language',
    status: 'Where you stand',
    topics: 'Topics',
    since: 'Since',
    lawfulBasis: 'Why we may write to you',
    pausedUntil: 'No emails before',
    restrictedSince: 'Kept and not used since',
    request: 'Asked for and not confirmed yet',
    supporterId: 'Code of your record, made of your address with a secret key',
  },
  statuses: {
    unknown: 'We do not have you on record',
    pending: 'You asked for emails and have not confirmed',
    subscribed: 'You get our emails',
    unsubscribed: 'You left our list',
    suppressed: 'You are not to be written to',
  },
  bases: {
    consent: 'You agreed to it (consent: UK GDPR Article 6(1)(a), PECR regulation 22(2))',
    charity_soft_opt_in:
      'You supported or contacted us and did not refuse (the charitable soft opt-in: PECR regulation 22(3A); legitimate interests: UK GDPR Article 6(1)(f))',
    legalObligation:
      'Proof of what you agreed to, and that you are not to be written to: the law obliges us to be able to show it (UK GDPR Articles 6(1)(c), 7(1), 21(3))',
  },
  purposes: 'What we use it for',
  lawfulBases: 'What allows us to',
  categories: 'What kinds of data',
  categoryItems: [
    'Contact: your email address, your name if you gave it, your language',
    'Choices: the topics you chose, pauses, and whether and when you agreed or left',
    'Evidence: network address, browser, the page you were on, and what the form said when you sent it',
    'Mail: which messages we sent you, when, and whether they could be delivered. We do not track whether you open or click them',
    'Requests about your data: what you asked for, when, and what was done',
  ],
  recipients: 'Who gets it',
  hosting: (region) =>
    `Amazon Web Services, which runs our database and sends our mail, on our behalf (region ${region})`,
  transfers: 'Transfers abroad',
  noTransfers: 'We do not send your data to other countries than those named here.',
  retention: 'How long we keep it',
  retentionItems: ({ pendingDays, evidenceMonths, requestMonths, backupDays }) => [
    `A sign-up that is not confirmed: ${pendingDays} days`,
    'While you are on the list: until you leave or ask us to erase it',
    `After you leave: ${evidenceMonths} months, as proof. After that only a code made of your address, so that we do not write to you by mistake`,
    `Requests about your data: ${requestMonths} months after they were closed`,
    `Backups: up to ${backupDays} days`,
    'The dates and kinds of what happened, under that code and without anything that names you: for good',
  ],
  source: 'Where it comes from',
  sourceText:
    'From you: the forms you sent, the links you pressed, what you wrote to us. Whether a message could be delivered comes from your mail provider. If somebody else typed your address into a form, it came from them; nothing more is sent to an address that never confirms.',
  decisions: 'Automated decisions',
  noDecisions:
    'There are none about you that would have legal or similar effects, and no profiling. Only this happens by itself: an address that bounces, or reports our mail as unwanted, is not written to again.',
  rights: 'Your rights',
  rightItems: [
    'See what we hold (access), and take it elsewhere (portability): this copy',
    'Have mistakes corrected',
    'Have it erased',
    'Have its use restricted',
    'Object to being written to: we stop at once, always',
    'Withdraw your consent at any time, by the link in each of our emails',
  ],
  exercise: (mailbox) => `Write to ${mailbox}, or use the links in our emails. It costs nothing.`,
  authority: 'If you are not content',
  complain: (authority) => `Please tell us first. You can also complain at any time to: ${authority}`,
  history: 'What happened, and when',
  evidence: 'What shows that it was you',
  evidenceText: 'Kept as proof, under the number of the entry above that it belongs to.',
  entry: (sequence) => `Entry ${sequence}`,
  evidenceFields: { ip: 'Network address', userAgent: 'Browser', page: 'Page', fields: 'Sent in the form' },
  requests: 'Your requests about your data',
  files: 'The files beside this page',
  fileItems: [
    'data.json: everything, for another program, with all that is needed to check that it is unchanged',
    'record.csv, history.csv, evidence.csv, requests.csv: the same as tables, for a spreadsheet',
  ],
  controller: 'Who is responsible',
}
