import type { ReactNode } from 'react'

/** Nothing here yet, and what to do first. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg viewBox="0 0 64 48" aria-hidden="true">
        <path d="M8 30 20 12h24l12 18v10a3 3 0 0 1-3 3H11a3 3 0 0 1-3-3z" />
        <path d="M8 30h15l3 5h12l3-5h15" />
      </svg>
      <p className="empty-title">{title}</p>
      {children && <div className="quiet">{children}</div>}
    </div>
  )
}
