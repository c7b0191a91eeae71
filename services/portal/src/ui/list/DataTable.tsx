import './table.css'
import { type ReactNode, useRef } from 'react'
import { useRowKeys } from './useRowKeys'

export interface Column<T> {
  name: string
  label: ReactNode
  cell: (row: T) => ReactNode
  /** Where the service can sort by it: in which order it does. */
  sorted?: 'ascending' | 'descending'
  onSort?: () => void
}

interface Props<T> {
  label: string
  rows: T[]
  columns: Column<T>[]
  rowKey: (row: T) => string
  current?: string
  /** Enter on a row. */
  onOpen?: (row: T) => void
}

/** A real table; sorting is the service's, so it holds for all pages. J and K move through its rows. */
export function DataTable<T>({ label, rows, columns, rowKey, current, onOpen }: Props<T>) {
  const frame = useRef<HTMLElement>(null)
  useRowKeys(frame)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard
    <section className="table-frame" aria-label={label} tabIndex={0} ref={frame}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" aria-sort={column.sorted}>
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
            <tr
              key={rowKey(row)}
              data-row=""
              tabIndex={-1}
              data-current={rowKey(row) === current}
              aria-current={rowKey(row) === current || undefined}
              onKeyDown={(event) => event.key === 'Enter' && event.target === event.currentTarget && onOpen?.(row)}
            >
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
