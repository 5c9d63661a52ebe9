/** The names of events on the account's default event bus for other systems. */
export const outgoingEvents = {
  source: 'supporter-engagement',
  erased: 'Supporter Erased',
  addressChanged: 'Supporter Address Changed',
} as const
