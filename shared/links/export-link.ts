/** Days that the link to a copy of a person's data works, and that the copy is kept. */
export const exportLinkDays = 7
