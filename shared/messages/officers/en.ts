import type { OfficerMessages } from './messages.ts'

const on = (place: string | undefined) => (place ? ` on ${place}` : '')
const ofMail = (about: number | undefined) => (about === undefined ? '' : ` (email of event ${about})`)
const awaited = { identity: 'proof of identity', fee: 'a fee', clarification: 'clarification' } as const

export const en: OfficerMessages = {
  refusal: {
    notNow: (allowed) => `You cannot do this at this stage of the request. What you can do now: ${allowed}.`,
    notForThisType: 'You cannot do this with a request of this type.',
    tooLate: (lastDay) =>
      `Notice of an extension had to be given by ${lastDay}, within the first month (UK GDPR Art 12(3)).`,
    clockStopped:
      'The clock is stopped. Record the answer that you are waiting for, then extend the deadline.',
    ground: (allowed) => `Give a ground. The grounds allowed here: ${allowed || 'none'}.`,
    exemption: 'Name the exemption in "exemption", for example "DPA 2018 Sch 2 para 19".',
    note: 'Add an explanation in "note".',
    day: (earliest, latest) => `The day must be between ${earliest} and ${latest}.`,
    underway: 'This has started and will continue by itself. Try the action again in a few minutes.',
  },
  blocked: {
    restricted:
      'The record is restricted. Lift the restriction first, or let the person erase their data on their own page.',
    othersOpen:
      'This person has other open requests. Answer those first, because the data that they are about would be erased.',
    noAddress:
      'There is no address to email a link to. Download the copy, hand it over, and fulfil the request with “delivery”: “by-hand”.',
    tooLarge:
      'The copy is too large to be emailed as a link. Download it, hand it over, and fulfil the request with “delivery”: “by-hand”.',
  },
  invalid: {
    oneOf: (allowed) => `Use one of: ${allowed}`,
    reason: (allowed) => `Give your reason for looking in the header. Use one of: ${allowed}`,
    date: 'Use a real date, like 2026-11-25',
    emailOrName: 'Give the person’s email address or name',
    text: (atMost) => `Use text of ${atMost} characters or fewer`,
    version: 'Use the version that you read, as a whole number',
    cursor: 'Use "next" from the previous page, unchanged',
    csv: 'Send the list as text/csv',
    rows: (atMost) => `Send at most ${atMost} rows at a time. Split the file`,
    column: 'The first row must have a column named "email"',
    notCounted: 'Nothing has been counted yet. The figures are produced once a day',
    people: (atMost) => `List 1 to ${atMost} people, each by "email" or "supporterId"`,
  },
  askedTooMany: (perDay) =>
    `An officer may ask about ${perDay} people a day, since each answer reveals who is known. Ask again after midnight UTC, or read the mailing list.`,
  timeline: {
    'sign-up-requested': ({ form, place, topics }) =>
      `Filled in the form “${form}”${on(place)} and asked for: ${topics}.`,
    'soft-opted-in': ({ form, place, topics }) =>
      `Gave contact details in the form “${form}”${on(place)} and did not say no to emails about: ${topics}.`,
    'confirmation-resent': () => 'Asked for a new confirmation link.',
    'sign-up-repeated': ({ form, place }) =>
      `Filled in the form “${form}”${on(place)} again, without asking for anything new.`,
    confirmed: ({ topics }) => `Confirmed with the link in the email. Agreed to emails about: ${topics}.`,
    withdrawn: ({ method }) => `Unsubscribed ${method}.`,
    'sign-up-cancelled': () => 'Said no to the extra topics that were requested.',
    'withdrawal-undone': ({ topics }) => `Undid unsubscribing. Topics: ${topics}.`,
    'withdrawal-explained': ({ reason }) => `Gave a reason for unsubscribing: ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `Saved preferences. Topics: ${topics || 'none'}${pausedUntil ? `. Emails paused until ${pausedUntil}` : ''}.`,
    bounced: ({ about }) => `The email provider says that the mailbox does not accept email${ofMail(about)}.`,
    'soft-bounced': ({ about }) => `The email provider could not deliver for now${ofMail(about)}.`,
    delivered: ({ about }) => `Delivered by the email provider${ofMail(about)}.`,
    delayed: ({ about }) => `The email provider is still trying to deliver${ofMail(about)}.`,
    complained: ({ about }) => `Reported as spam${ofMail(about)}.`,
    objected: ({ method }) => `Objected to all mailings, ${method}. No mailings may ever be sent again.`,
    'my-data-link-requested': () => 'Someone asked for the links for this address.',
    restricted: () => 'The record was restricted: it is kept but not used.',
    'restriction-lifted': () => 'The restriction was lifted.',
    rectified: () => 'The name was corrected or removed.',
    exported: ({ method }) => `A copy of everything held was made, ${method}.`,
    'address-change-requested': () => 'Asked to get emails at another address.',
    'address-change-stopped': () => 'The change of address was stopped from this address.',
    'address-change-offered': () => 'Someone asked to get emails at this address instead of another.',
    'address-changed-to': ({ other }) =>
      `Changed to another address, record ${other}. No personal data is kept here.`,
    'address-changed-from': ({ other, topics }) =>
      `Changed from another address, record ${other}. Topics: ${topics}.`,
    lapsed: () => 'What had been asked for was not confirmed in time, so it was deleted.',
    expired: () => 'The retention period for the personal data has ended. The keyed hash is kept.',
    'erasure-begun': ({ method }) =>
      `Erasure was requested, ${method}. Everything was erased except the address, which is kept for the last email.`,
    erased: () => 'The erasure was completed. The keyed hash is kept.',
  },
  mailed: {
    owed: (mail) => `The ${mail} is waiting to be sent.`,
    sent: (mail, when) => `The ${mail} was sent on ${when}.`,
    givenUp: (mail, when) => `The ${mail} could not be sent. We stopped trying on ${when}.`,
  },
  method: {
    link: 'with the link in an email',
    'one-click': 'with one click in an email program',
    preferences: 'on the preferences page',
    'my-data': 'on the page that shows what we hold',
    officer: 'by an officer',
    list: 'by an imported list',
  },
  reason: {
    'too-many': 'too many emails',
    'not-relevant': 'not relevant',
    'never-asked': 'never asked for them',
    'no-longer-supporting': 'no longer supports us',
  },
  requestType: {
    access: 'access',
    portability: 'portability',
    rectification: 'rectification',
    erasure: 'erasure',
    restriction: 'restriction',
    objection: 'objection',
    complaint: 'complaint',
  },
  requestEvent: {
    received: 'Received',
    'identity-asked': 'Asked for proof of identity',
    'identity-recorded': 'Identity proved',
    'clarification-asked': 'Asked for clarification',
    'clarification-recorded': 'Clarification received',
    'fee-asked': 'Asked for a fee',
    'fee-recorded': 'Fee paid',
    acknowledged: 'Receipt acknowledged',
    started: 'Work started',
    extended: 'Deadline extended',
    fulfilled: 'Fulfilled',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    noted: 'Note',
    attached: 'Attachment',
    'data-subject-erased': 'The person erased their data while this request was open',
  },
  certificate: {
    title: 'Certificate of erasure',
    states: (organisation, request) =>
      `${organisation} certifies that the personal data of the person recorded under the code below has been erased from its mailing system, as a result of data request ${request} (UK GDPR Article 17).`,
    underway:
      'The erasure is still in progress. This document does not certify anything yet. Ask for it again when the request has been fulfilled.',
    broken:
      'The record of this person cannot be verified: something in the ledger was changed after it was written. Look the person up to see what was changed before you rely on this document.',
    request: 'Data request',
    subject: 'Code of the record, made from the address with a secret key',
    begun: 'Erasure started',
    finished: 'Erasure completed',
    issued: 'Document produced',
    erased: 'What was erased',
    erasedItems: [
      'email address, name and language',
      'topics, choices, and whether the person was on the mailing list',
      'proof of the sign-ups: network addresses, browser details, and what was typed into forms',
      'copies of the data that were waiting to be downloaded',
      'contact details and notes in the data requests of this person',
    ],
    kept: 'What is kept, and why',
    keptItems: {
      'keyed-hash':
        'The code above, so that the person is not emailed by mistake (UK GDPR Article 21(3)). It cannot be turned back into the address.',
      'pseudonymous-ledger':
        'Under that code, what happened and when, without any name, address or other detail, to show that there was consent and that the erasure was carried out (UK GDPR Articles 5(2), 17(3)(e)).',
    },
    backups: (until) =>
      `Backups may hold the data until ${until}. They are only used if the database is lost. If that happens, the erasure is carried out again before anything is sent.`,
    notified: 'Who else was told to erase it (UK GDPR Article 19)',
    nobodyNotified: 'No one: no recipients are named in the settings.',
    proof: 'Proof',
    proves:
      'These entries are in the ledger, which can only be added to. Each hash is calculated from the whole entry and from the entry before it.',
    event: (title, sequence) => `${title}: entry ${sequence}`,
    eventId: 'ID',
    hash: 'Hash',
    seal: (number, when) => `In seal ${number} of ${when}, with the hash`,
    notSealed: 'Not sealed yet. New entries are sealed once a day. Produce this document again tomorrow.',
    check: 'How to check it',
    checks: {
      download: 'Download the file of the request, and unpack it:',
      verify: 'Check it. Every entry must be intact, including the last one shown here:',
      compare:
        'seal-mail.eml is the email of the seal named above, as kept in the privacy mailbox. It was sent when the seal was made, and it must show the same hash.',
    },
    signature: 'For your files',
    signedBy: 'Name',
    role: 'Role',
    signed: 'Date and signature',
  },
  digest: {
    subject: (overdue, soon, waiting) =>
      `Data requests: ${overdue} overdue, ${soon} due within a week, ${waiting} waiting`,
    heading: (day) => `Data requests on ${day}`,
    body: (organisation) =>
      `These data requests to ${organisation} need attention. Names and addresses are only in the register. Look up each request by its number.`,
    overdue: 'Overdue',
    soon: 'Due within seven days',
    waiting: 'Waiting for an answer, with the clock stopped',
    outcome: 'Complaints acknowledged, with an outcome due without undue delay',
    due: (id, type, day) => `${id}, ${type}: due ${day}`,
    stopped: (id, type, what) => `${id}, ${type}: waiting for ${awaited[what]}`,
    acknowledged: (id, type, since) => `${id}, ${type}: received ${since}`,
    more: (count) => `and ${count} more`,
    held: 'New sign-ups are waiting for their confirmation mail',
    heldBecause: {
      bounces: 'Too many confirmation mails bounced in the last day.',
      complaints: 'Too many people reported confirmation mails as spam in the last day.',
      unconfirmed: 'Hardly any sign-ups were confirmed in the last day. Bots may be using a form.',
    },
    why: (organisation) =>
      `You are getting this email because this is the privacy mailbox of ${organisation}. We do not send it on days when nothing is due.`,
  },
}
