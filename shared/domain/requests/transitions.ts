/** The rights of UK GDPR Art 15, 20, 16, 17, 18, 21; complaints by DPA 2018 s.164A. */
export const requestTypes = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'complaint',
] as const
export type RequestType = (typeof requestTypes)[number]

export const channels = ['web', 'email', 'phone', 'post', 'on-behalf'] as const
export type Channel = (typeof channels)[number]

export const openStates = [
  'received',
  'identity-asked',
  'clarification-asked',
  'in-progress',
  'extended',
] as const
export const closedStates = ['fulfilled', 'refused', 'withdrawn'] as const
export type OpenState = (typeof openStates)[number]
export type ClosedState = (typeof closedStates)[number]
export type RequestState = OpenState | ClosedState

export const requestActions = [
  'acknowledge',
  'start',
  'ask-identity',
  'record-identity',
  'ask-clarification',
  'record-clarification',
  'ask-fee',
  'record-fee',
  'extend',
  'fulfil',
  'refuse',
  'withdraw',
  'note',
  'attach',
] as const
export type RequestAction = (typeof requestActions)[number]

/**
 * The actions possible in each state, and the state after each. `same` keeps the state; `resumed` is `extended` if
 * notice of an extension was given, otherwise `in-progress`. A closed request stays closed, but its file can be added
 * to.
 */
export const transitions = {
  received: {
    acknowledge: 'in-progress',
    start: 'in-progress',
    'ask-identity': 'identity-asked',
    'ask-clarification': 'clarification-asked',
    'ask-fee': 'same',
    'record-fee': 'same',
    extend: 'extended',
    fulfil: 'fulfilled',
    refuse: 'refused',
    withdraw: 'withdrawn',
    note: 'same',
    attach: 'same',
  },
  'identity-asked': {
    'record-identity': 'resumed',
    refuse: 'refused',
    withdraw: 'withdrawn',
    note: 'same',
    attach: 'same',
  },
  'clarification-asked': {
    'record-clarification': 'resumed',
    refuse: 'refused',
    withdraw: 'withdrawn',
    note: 'same',
    attach: 'same',
  },
  'in-progress': {
    acknowledge: 'same',
    'ask-identity': 'identity-asked',
    'ask-clarification': 'clarification-asked',
    'ask-fee': 'same',
    'record-fee': 'same',
    extend: 'extended',
    fulfil: 'fulfilled',
    refuse: 'refused',
    withdraw: 'withdrawn',
    note: 'same',
    attach: 'same',
  },
  extended: {
    'ask-clarification': 'clarification-asked',
    'record-fee': 'same',
    fulfil: 'fulfilled',
    refuse: 'refused',
    withdraw: 'withdrawn',
    note: 'same',
    attach: 'same',
  },
  fulfilled: { note: 'same', attach: 'same' },
  refused: { note: 'same', attach: 'same' },
  withdrawn: { note: 'same', attach: 'same' },
} as const satisfies Record<RequestState, Partial<Record<RequestAction, RequestState | 'same' | 'resumed'>>>

/** Returns the actions that a state allows. */
export function actionsIn(state: RequestState): RequestAction[] {
  return Object.keys(transitions[state]) as RequestAction[]
}

/** The grounds for refusing a request (UK GDPR Art 12(5), 12(6); an exemption of DPA 2018 or of Art 17(3), by name). */
export const grounds = ['manifestly-unfounded', 'excessive', 'identity-not-proved', 'exemption'] as const
export type Ground = (typeof grounds)[number]

/**
 * The grounds for each type. An objection to marketing is absolute (Art 21(3)); a complaint is not refused but has an
 * outcome, which may be that it was not upheld.
 */
export const groundsFor: Record<RequestType, readonly Ground[]> = {
  access: grounds,
  portability: grounds,
  rectification: grounds,
  erasure: grounds,
  restriction: grounds,
  objection: ['identity-not-proved'],
  complaint: [],
}
