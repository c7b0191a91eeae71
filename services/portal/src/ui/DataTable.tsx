import './table.css'
import type { ReactNode } from 'react'

export interface Column<T> {
  name: string
  label: ReactNode
  cell: (row: T) => ReactNode
  /** Given where the service can sort by it: `true` while it does. */
  sorted?: boolean
  onSort?: () => void
}

interface Props<T> {
  label: string
  rows: T[]
  columns: Column<T>[]
  rowKey: (row: T) => string
  current?: string
}

/** A real table; sorting is the service's, so it holds for all pages. */
export function DataTable<T>({ label, rows, columns, rowKey, current }: Props<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard
    <section className="table-frame" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" aria-sort={column.sorted ? (column.name === 'created' ? 'descending' : 'ascending') : undefined}>
                {column.onSort ? (
                  <button type="button" onClick={column.onSort}>
                    {column.label} <span aria-hidden="true">{column.sorted ? '▾' : '▿'}</span>
                  </button>
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-current={rowKey(row) === current}>
              {columns.map((column) => (
                <td key={column.name}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
