/** One cell: what a table program would take for a formula is text to it. */
const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '')
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** A table as a file (RFC 4180), with the mark by which Excel knows UTF-8. */
export const csvOf = (rows: (string | number | undefined)[][]): string => `﻿${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
