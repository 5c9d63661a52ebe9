/** The events that other systems may listen to on the account's default event bus. */
export const outgoingEvents = {
  source: 'supporter-engagement',
  erased: 'Supporter Erased',
  addressChanged: 'Supporter Address Changed',
} as const
