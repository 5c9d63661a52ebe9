/** Names the events on the account's default event bus that other systems may listen to. */
export const outgoingEvents = {
  source: 'supporter-engagement',
  erased: 'Supporter Erased',
  addressChanged: 'Supporter Address Changed',
} as const
