import type { ExportMessages } from './messages.ts'

export const en: ExportMessages = {
  title: 'What we hold about you',
  introduction: (organisation, when) =>
    `This is a copy of everything that ${organisation} holds about you in its mailing system, as of ${when}, with what you should know about it.`,
  held: 'Your record',
  nothingHeld: 'We have no address, name or choices of yours on record.',
  fields: {
    email: 'Email address',
    locale: 'Language',
    status: 'Status',
    topics: 'Topics',
    since: 'Since',
    lawfulBasis: 'Why we can email you',
    pausedUntil: 'Paused until',
    restrictedSince: 'Kept but not used since',
    request: 'Requested but not confirmed yet',
    supporterId: 'Code of your record, made from your address with a secret key',
  },
  statuses: {
    unknown: 'You are not in our records',
    pending: 'You asked for our emails but have not confirmed',
    subscribed: 'You get our emails',
    unsubscribed: 'You unsubscribed',
    suppressed: 'We must not email you',
  },
  bases: {
    consent: 'You agreed to it (consent: UK GDPR Article 6(1)(a), PECR regulation 22(2))',
    charity_soft_opt_in:
      'You supported or contacted us and did not say no to our emails (the charitable soft opt-in: PECR regulation 22(3A); legitimate interests: UK GDPR Article 6(1)(f))',
    legalObligation:
      'Proof of what you agreed to, and the fact that we must not email you: the law requires us to be able to show this (UK GDPR Articles 6(1)(c), 7(1), 21(3))',
  },
  purposes: 'What we use your data for',
  lawfulBases: 'What allows us to use it',
  categories: 'What kinds of data we hold',
  categoryItems: [
    'Contact: your email address, your name if you gave it, your language',
    'Choices: the topics you chose, pauses, and whether and when you agreed or unsubscribed',
    'Proof: your network address, your browser, the page you were on, and what the form contained when you sent it',
    'Emails: which emails we sent you, when, and whether they could be delivered. We do not track whether you open them or click on links in them',
    'Requests about your data: what you asked for, when, and what was done',
  ],
  recipients: 'Who gets it',
  hosting: (region) =>
    `Amazon Web Services, which runs our database and sends our emails on our behalf (region ${region})`,
  transfers: 'Transfers abroad',
  noTransfers: 'We do not send your data to any country other than those named here.',
  retention: 'How long we keep it',
  retentionItems: ({ pendingDays, evidenceMonths, requestMonths, backupDays }) => [
    `A sign-up that is not confirmed: ${pendingDays} days`,
    'While you are on our mailing list: until you unsubscribe or ask us to delete it',
    `After you unsubscribe: ${evidenceMonths} months, as proof. After that, we only keep a code made from your address, so that we do not email you by mistake`,
    `Requests about your data: ${requestMonths} months after they are closed`,
    `Backups: up to ${backupDays} days`,
    'The dates and types of what happened, under that code and without anything that names you: permanently',
  ],
  source: 'Where we get it from',
  sourceText:
    'From you: the forms you sent, the links you used, and what you wrote to us. Your email provider tells us whether an email could be delivered. If someone else entered your address in a form, we got it from them. We send nothing more to an address that is never confirmed.',
  decisions: 'Automated decisions',
  noDecisions:
    'We make no automated decisions that have legal or similar effects for you, and we do no profiling. Only one thing happens automatically: we do not email an address again if it rejects our emails or reports them as spam.',
  rights: 'Your rights',
  rightItems: [
    'See what we hold (access) and take it elsewhere (portability), with this copy',
    'Have mistakes corrected',
    'Have it deleted (erasure)',
    'Have its use restricted',
    'Object to our emails: we always stop straight away',
    'Withdraw your consent at any time, with the link in each of our emails',
  ],
  exercise: (mailbox) => `Write to ${mailbox}, or use the links in our emails. It’s free.`,
  authority: 'If you are unhappy with how we use your data',
  complain: (authority) => `Please tell us first. You can also complain at any time to: ${authority}`,
  history: 'What happened, and when',
  evidence: 'Proof that it was you',
  evidenceText: 'We keep this as proof. The numbers are those of the entries above.',
  entry: (sequence) => `Entry ${sequence}`,
  evidenceFields: {
    ip: 'Network address',
    userAgent: 'Browser',
    page: 'Page',
    fields: 'What was sent in the form',
  },
  requests: 'Your requests about your data',
  files: 'The files with this page',
  fileItems: [
    'data.json: everything, for another program, with what is needed to check that nothing has been changed',
    'record.csv, history.csv, evidence.csv, requests.csv: the same data as tables, for a spreadsheet',
  ],
  controller: 'Who is responsible for your data',
}
