/** The URL that the officers' sign-in returns to: `npm run officer:token`, on the officer's own machine. */
export const officerCallback = 'http://localhost:8029/signed-in'
