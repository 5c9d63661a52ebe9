export interface Acceptance {
  readonly to: string
  /** When SES accepted the mail, in milliseconds since 1970. */
  readonly at: number
}

export interface Death {
  readonly at: number
  readonly session: string
}

export interface SoakResult {
  /** The id of the event that owes each address its mail. */
  readonly people: ReadonlyMap<string, string>
  readonly accepted: readonly Acceptance[]
  readonly deaths: readonly Death[]
  /** Injected throttles. */
  readonly throttled: number
  readonly rate: number
  readonly logs: readonly string[]
  /** Messages still in the queue. */
  readonly left: number
}

/** A sender's lifetime: the longest time between SES's answer and its note. */
const noteTakesAtMost = 30_000
const onItsWayAtMost = 1000

/**
 * Prints what happened to the mails.
 * @returns whether all requirements hold
 */
export function report(result: SoakResult): boolean {
  const { people, accepted, deaths, rate, left } = result
  const times = accepted.map(({ at }) => at).toSorted((a, b) => a - b)
  const byPerson = Map.groupBy(accepted, ({ to }) => to)
  const lost = [...people.keys()].filter((email) => !byPerson.has(email))
  const twice = [...byPerson].filter(([, mails]) => mails.length > 1).map(explained(result))
  const unexplained = twice.filter(({ because }) => because === undefined)
  const most = busiestSecond(times)
  const tooFast = result.logs.filter((line) => line.includes('"rate-exceeded"')).length - result.throttled
  const used = (share: number) => usedUntil(times, share, rate)
  const lines = [
    `mails owed                              ${people.size}`,
    `taken by SES                            ${accepted.length}`,
    `lost                                    ${lost.length}`,
    `sent twice                              ${twice.length}`,
    `  of which a crash or no answer explains ${twice.length - unexplained.length}`,
    ...twice.map(({ text }) => `    ${text}`),
    `senders that crashed                    ${deaths.length}`,
    `  of which for want of time             ${deaths.filter(({ session }) => session === '').length}`,
    `throttled on purpose                    ${result.throttled}`,
    `refused by SES for the rate             ${tooFast}`,
    `most in any second (permitted: ${rate})       ${most}`,
    `permitted rate used until 99 % were out ${used(0.99)}`,
    `permitted rate used until the last      ${used(1)}`,
    `left in the queue                       ${left}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return lost.length === 0 && unexplained.length === 0 && most <= rate && left === 0
}

/**
 * A mail sent twice is explained by a crash between SES's answer and its note, if it was noted once less and a sender
 * crashed then; or by a lost answer, which the sender logged.
 */
function explained({ deaths, logs, people }: SoakResult) {
  const unanswered = logs.filter((line) => line.includes('"no-answer"'))
  const noted = Map.groupBy(
    logs.filter((line) => line.includes('"mailSent"')),
    (line) => JSON.parse(line).eventId as string,
  )
  return ([to, mails]: [string, Acceptance[]]) => {
    const notes = noted.get(people.get(to) ?? '')?.length ?? 0
    const [first = { at: 0 }] = mails.toSorted((left, right) => left.at - right.at)
    // A request in progress when its sender crashed is accepted after the crash.
    const [death] = deaths
      .filter(({ at }) => at > first.at - onItsWayAtMost && at - first.at < noteTakesAtMost)
      .toSorted((left, right) => Math.abs(left.at - first.at) - Math.abs(right.at - first.at))
    const again = ((mails.at(-1)?.at ?? 0) - first.at) / 1000
    const eventId = people.get(to) ?? ''
    if (notes < mails.length && unanswered.some((line) => line.includes(eventId)))
      return {
        because: 0,
        text: `${to}: its sender had no answer from SES in time; taken again ${again} s later`,
      }
    const because = notes < mails.length && death ? death.at - first.at : undefined
    const text =
      because === undefined
        ? `${to}: taken ${mails.length} times, noted ${notes} times, and no sender crashed`
        : `${to}: its sender crashed ${Math.abs(because)} ms ${because < 0 ? 'before' : 'after'} SES took it, before the note; taken again ${again} s later`
    return { because, text }
  }
}

/** Returns the highest number within any second, wherever that second begins. */
export function busiestSecond(times: readonly number[]): number {
  let from = 0
  let most = 0
  for (const [i, at] of times.entries()) {
    while (at - (times[from] ?? 0) >= 1000) from += 1
    most = Math.max(most, i - from + 1)
  }
  return most
}

function usedUntil(times: readonly number[], share: number, rate: number): string {
  const last = Math.ceil(times.length * share) - 1
  const seconds = ((times[last] ?? 0) - (times[0] ?? 0)) / 1000
  return `${((100 * (last + 1)) / (seconds * rate)).toFixed(1)} % (${seconds.toFixed(1)} s)`
}
