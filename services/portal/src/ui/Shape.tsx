import type { Standing } from './deadline'

/** Circle, triangle, square: told apart without colour. */
export function Shape({ standing }: { standing: Standing }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="shape">
      {standing === 'normal' && <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      {standing === 'near' && <path d="M5 .8 9.6 9.2H.4z" fill="currentColor" />}
      {standing === 'late' && <rect x=".8" y=".8" width="8.4" height="8.4" rx="1" fill="currentColor" />}
    </svg>
  )
}
