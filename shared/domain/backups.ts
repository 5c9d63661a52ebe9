/** How far back point-in-time recovery of the tables reaches: so long a backup may still hold what was erased. */
export const backupDays = 35
