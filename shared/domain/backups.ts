/** Days that point-in-time recovery of the tables reaches back: for so long, a backup may still hold erased data. */
export const backupDays = 35
