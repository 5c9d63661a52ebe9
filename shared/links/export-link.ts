/** How long the link to a copy of somebody's data works, and the copy is kept. */
export const exportLinkDays = 7
