import type { OfficerMessages } from './messages.ts'

const on = (place: string | undefined) => (place ? ` on ${place}` : '')
const ofMail = (about: number | undefined) => (about === undefined ? '' : ` (the mail of event ${about})`)
const awaited = { identity: 'a proof of identity', fee: 'a fee', clarification: 'a clarification' } as const

export const en: OfficerMessages = {
  refusal: {
    notNow: (allowed) => `The request is not in a state for this. What can be done now: ${allowed}.`,
    notForThisType: 'This cannot be done with a request of this type.',
    tooLate: (lastDay) =>
      `Notice of an extension had to be given by ${lastDay}, inside the first month (UK GDPR Art 12(3)).`,
    clockStopped: 'The clock stands still: record the answer that is waited for, then extend.',
    ground: (allowed) => `Name the ground; here it can be: ${allowed || 'none'}.`,
    exemption: 'Name the exemption in "exemption", such as "DPA 2018 Sch 2 para 19".',
    note: 'This needs words in "note".',
    day: (earliest, latest) => `The day must be between ${earliest} and ${latest}.`,
    underway: 'It has begun and goes on by itself. Take the action again in a while.',
  },
  blocked: {
    restricted:
      'The record is restricted: lift the restriction first, or let the person erase it on their own page.',
    othersOpen:
      'Other requests of this person are still open. Answer them first: what they are about would be gone.',
    noAddress:
      'No address is on file to mail a link to. Download the copy, hand it over, and fulfil the request with “delivery”: “by-hand”.',
    tooLarge:
      'The copy is too large to be mailed as a link. Download it, hand it over, and fulfil the request with “delivery”: “by-hand”.',
  },
  invalid: {
    oneOf: (allowed) => `Use one of: ${allowed}`,
    reason: (allowed) => `Say in the header why you look, by one of: ${allowed}`,
    date: 'Use a day that exists, as 2026-11-25',
    emailOrName: 'Give the email address of the person, or their name',
    text: (atMost) => `Use text of at most ${atMost} characters`,
    version: 'Use the version that you read, a whole number',
    cursor: 'Use "next" of the page before, unchanged',
    csv: 'Send the list as text/csv',
    rows: (atMost) => `At most ${atMost} rows at a time: split the file`,
    column: 'The first row must name a column "email"',
    notCounted: 'Nothing was counted yet; figures are made once a day',
    people: (atMost) => `Name 1 to ${atMost} people, each by "email" or "supporterId"`,
  },
  timeline: {
    'sign-up-requested': ({ form, place, topics }) =>
      `Filled in the form “${form}”${on(place)} and asked for: ${topics}.`,
    'soft-opted-in': ({ form, place, topics }) =>
      `Gave details in the form “${form}”${on(place)} and did not refuse mails about: ${topics}.`,
    'confirmation-resent': () => 'Asked for a new confirmation link.',
    'sign-up-repeated': ({ form, place }) =>
      `Filled in the form “${form}”${on(place)} again and asked for nothing new.`,
    confirmed: ({ topics }) => `Confirmed by the link in the mail. Agreed to mails about: ${topics}.`,
    withdrawn: ({ method }) => `Unsubscribed ${method}.`,
    'sign-up-cancelled': () => 'Said no to the further topics that were asked for.',
    'withdrawal-undone': ({ topics }) => `Took the leaving back, for: ${topics}.`,
    'withdrawal-explained': ({ reason }) => `Said why, after leaving: ${reason}.`,
    'preferences-changed': ({ topics, pausedUntil }) =>
      `Saved preferences. Wants: ${topics || 'nothing'}${pausedUntil ? `, and no mail before ${pausedUntil}` : ''}.`,
    bounced: ({ about }) => `The provider says that the mailbox does not take mail${ofMail(about)}.`,
    'soft-bounced': ({ about }) => `The provider could not deliver for now${ofMail(about)}.`,
    delivered: ({ about }) => `The provider delivered${ofMail(about)}.`,
    delayed: ({ about }) => `The provider is still trying to deliver${ofMail(about)}.`,
    complained: ({ about }) => `Pressed “spam”${ofMail(about)}.`,
    objected: ({ method }) => `Objected to all mailings, ${method}. Never to be mailed again.`,
    'my-data-link-requested': () => 'Somebody asked for the links of this address.',
    restricted: () => 'The record was restricted: it is kept and not used.',
    'restriction-lifted': () => 'The restriction was lifted.',
    rectified: () => 'The name was corrected or removed.',
    exported: ({ method }) => `A copy of all that is held was made, ${method}.`,
    'address-change-requested': () => 'Asked to get the mails at another address.',
    'address-change-stopped': () => 'The change of address was stopped from this one.',
    'address-change-offered': () => 'Somebody asked to get mails at this address instead of another.',
    'address-changed-to': ({ other }) =>
      `Moved to another address, record ${other}. Nothing personal is kept here.`,
    'address-changed-from': ({ other, topics }) =>
      `Came from another address, record ${other}. Gets mails about: ${topics}.`,
    lapsed: () => 'What had been asked for was not confirmed in time and was forgotten.',
    expired: () => 'The time is over for which what was personal was kept. The keyed hash stays.',
    'erasure-begun': ({ method }) =>
      `Erasure was asked for, ${method}. What is held was erased but for the address, kept for the last mail.`,
    erased: () => 'The erasure was finished. The keyed hash stays.',
  },
  mail: {
    confirmation: 'confirmation mail',
    welcome: 'welcome mail',
    'already-subscribed': 'mail that says that this address is subscribed already',
    'soft-opt-in': 'mail that says how to leave',
    'my-data': 'mail with the links to the data held',
    export: 'mail with a link to the copy of the data held',
    erasure: 'last mail, about the erasure',
    'address-change': 'mail that asks to use this address',
    'address-change-notice': 'notice of the change of address',
  },
  mailed: {
    owed: (mail) => `The ${mail} waits to be sent.`,
    sent: (mail, when) => `A ${mail} was sent on ${when}.`,
    givenUp: (mail, when) => `A ${mail} was given up on ${when}.`,
  },
  method: {
    link: 'by the link in a mail',
    'one-click': 'by the one click of a mail program',
    preferences: 'on the preferences page',
    'my-data': 'on the page of what is held',
    officer: 'by an officer',
    list: 'by an imported list',
  },
  reason: {
    'too-many': 'too many mails',
    'not-relevant': 'not relevant',
    'never-asked': 'never asked for it',
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
    'clarification-asked': 'Asked what exactly was meant',
    'clarification-recorded': 'What was meant was clarified',
    'fee-asked': 'Asked for a fee',
    'fee-recorded': 'Fee paid',
    acknowledged: 'Receipt acknowledged',
    started: 'Work begun',
    extended: 'Time extended',
    fulfilled: 'Done',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    noted: 'Note',
    attached: 'Attachment',
    'data-subject-erased': 'The person erased themselves while this was open',
  },
  certificate: {
    title: 'Certificate of erasure',
    states: (organisation, request) =>
      `${organisation} certifies that the personal data of the person recorded under the code below has been erased from its mailing system, as data request ${request} led to (UK GDPR Article 17).`,
    underway:
      'The erasure is still underway. This sheet certifies nothing yet: ask for it again when the request is fulfilled.',
    broken:
      'The record of this person does not verify: something in the ledger was changed after it was written. Look the person up to see what, before you rely on this sheet.',
    request: 'Data request',
    subject: 'Code of the record, made of the address with a secret key',
    begun: 'Erasure begun',
    finished: 'Erasure finished',
    issued: 'This sheet was made',
    erased: 'What was erased',
    erasedItems: [
      'email address, name and language',
      'topics, choices, and whether the person was on the list',
      'what proved the sign-ups: network addresses, browsers, and what was typed into forms',
      'copies of the data that waited to be downloaded',
      'contact details and notes in the data requests of this person',
    ],
    kept: 'What is kept, and why',
    keptItems: {
      'keyed-hash':
        'The code above, so that the person is not written to by mistake (UK GDPR Article 21(3)). It cannot be turned back into the address.',
      'pseudonymous-ledger':
        'Under that code, what happened and when, without any name, address or other detail, to show that there was consent and that the erasure was done (UK GDPR Articles 5(2), 17(3)(e)).',
    },
    backups: (until) =>
      `Backups may hold the data until ${until}. They are used only if the database is lost, and then the erasure is carried out again before anything is sent.`,
    notified: 'Who was told to erase it too (UK GDPR Article 19)',
    nobodyNotified: 'Nobody: the settings name no recipient.',
    proof: 'What proves it',
    proves:
      'These entries stand in the ledger, which can only be added to. Each hash is worked out from all that the entry says and from the entry before it.',
    event: (title, sequence) => `${title}: entry ${sequence}`,
    eventId: 'Id',
    hash: 'Hash',
    seal: (number, when) => `In seal ${number} of ${when}, with the hash`,
    notSealed: 'Not sealed yet. Once a day everything new is sealed: make this sheet again tomorrow.',
    check: 'How to check it',
    checks: {
      download: 'Download the file of the request, and unpack it:',
      verify: 'Check it. Every entry must be intact, the last one here among them:',
      compare:
        'seal-mail.eml is the mail of the seal named above, as it was kept in the privacy mailbox: it was sent when the seal was made, and must name the same hash.',
    },
    signature: 'For the file',
    signedBy: 'Name',
    role: 'Role',
    signed: 'Date and signature',
  },
  digest: {
    subject: (overdue, soon, waiting) =>
      `Data requests: ${overdue} overdue, ${soon} due within a week, ${waiting} waiting`,
    heading: (day) => `Data requests on ${day}`,
    body: (organisation) =>
      `This is what needs attention in the register of ${organisation}. Names and addresses are in the register alone: look each request up by its number.`,
    overdue: 'Overdue',
    soon: 'Due within seven days',
    waiting: 'Waiting for an answer, the clock stopped',
    outcome: 'Complaints acknowledged, their outcome owed without undue delay',
    due: (id, type, day) => `${id}, ${type}: due ${day}`,
    stopped: (id, type, what) => `${id}, ${type}: waits for ${awaited[what]}`,
    acknowledged: (id, type, since) => `${id}, ${type}: received ${since}`,
    more: (count) => `and ${count} more`,
    why: (organisation) =>
      `You get this mail because this is the privacy mailbox of ${organisation}. No mail comes on a day when nothing is due.`,
  },
}
