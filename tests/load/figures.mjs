/** The smallest value that so much of the others (0 to 1) does not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
}

export const median = (values) => percentile(values, 0.5)

/** 1,234 or 12.3 or 1.23: three digits are more than the noise allows. */
export function figure(value) {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value >= 10 ? 1 : 2)
}

/** Median and, behind it, from the lowest to the highest round. */
export function ofRounds(values) {
  const given = values.filter((value) => value !== undefined)
  if (!given.length) return '–'
  return given.length === 1 ? figure(given[0]) : `${figure(median(given))} (${figure(Math.min(...given))}–${figure(Math.max(...given))})`
}

const columns = ['figure', 'row', 'ours', 'beside it', 'ratio', 'goal', 'CPU ms each']

export function table(lines) {
  const cells = [columns, columns.map(() => '---'), ...lines.map((line) => columns.map((column) => line[column] ?? ''))]
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** `hotline 0.9, store 0.4`: what each part used for one operation. */
export function cpuEach(rounds, operations) {
  const total = operations.reduce((sum, count) => sum + count, 0)
  const parts = Object.keys(rounds[0] ?? {})
  return parts.map((part) => `${part} ${figure(rounds.reduce((sum, cpu) => sum + cpu[part], 0) / total)}`).join(', ')
}
