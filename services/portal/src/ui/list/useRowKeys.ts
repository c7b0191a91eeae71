import type { RefObject } from 'react'
import { useKeys } from '../useKeys'

const rowsIn = (list: ParentNode) => [...list.querySelectorAll<HTMLElement>('[data-row]')]

/** J and K go down and up from the row that has the keyboard, or else from the one that lies open; of several lists on a page in the one where the keyboard is, or the first. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const move = (step: number) => {
    const rows = list.current ? rowsIn(list.current) : []
    const within = document.activeElement?.closest<HTMLElement>('[data-row]') ?? rowsIn(document)[0]
    if (within && !rows.includes(within)) return
    const here = rows.findIndex((row) => row.contains(document.activeElement))
    const at = here >= 0 ? here : rows.findIndex((row) => row.ariaCurrent)
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus()
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
}

/** The row after the one that lies open; where there is none, `otherwise`. */
export function focusNextRow(otherwise: string): void {
  const rows = rowsIn(document)
  const at = rows.findIndex((row) => row.ariaCurrent)
  const next = rows[at + 1] ?? rows[at - 1] ?? document.querySelector<HTMLElement>(otherwise)
  next?.focus()
}
