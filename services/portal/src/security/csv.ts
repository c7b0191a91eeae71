/** One cell: what a table program would take for a formula is text to it. */
const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '')
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** By which Excel knows UTF-8: at the beginning of the file. */
export const BYTE_ORDER_MARK = '\ufeff'

/** Rows of a table as lines of a file (RFC 4180). */
export const csvOf = (rows: (string | number | undefined)[][]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
