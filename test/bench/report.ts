import { cpus } from 'node:os'

/** One line of the report. */
export interface Row {
  /** The measure, such as `Bundle`. */
  readonly measure: string
  /** The function and the case. */
  readonly of: string
  readonly measured: string
  readonly budget?: string
  /** Whether the budget was kept, if there is one. */
  readonly within?: boolean
  /** How the figure was obtained: the comparison, the spread. */
  readonly detail?: string
  /** The same as numbers, for JSON output. */
  readonly values: Readonly<Record<string, number>>
}

/** Formats an aligned table, with the rows of a measure grouped under its name. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row, i) => [
    rows[i - 1]?.measure === row.measure ? '' : row.measure,
    row.of,
    row.measured,
    row.budget ?? '',
    row.within === undefined ? '' : row.within ? 'ok' : 'OVER',
    row.detail ?? '',
  ])
  const all = [['', '', 'measured', 'budget', 'verdict', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  const lines = all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return lines.map((line, i) => (cells[i - 1]?.[0] ? `\n${line}` : line).trimEnd()).join('\n')
}

export function asJson(rows: readonly Row[]): string {
  const [processor] = cpus()
  const machine = {
    date: new Date().toISOString(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cores: cpus().length,
    processor: processor?.model.trim() ?? 'unknown',
  }
  return `${JSON.stringify({ machine, rows }, null, 2)}\n`
}

/** Prints a line on stderr, to keep stdout for the report. */
export function progress(text: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(0).padStart(4)} s] ${text}\n`)
}
