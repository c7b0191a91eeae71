import type { Matter } from './matter'

const paths: Record<Matter, string> = {
  need: 'M24 40S7 30 7 18.5C7 12.7 11.4 9 16 9c3.6 0 6.4 2 8 5 1.6-3 4.4-5 8-5 4.6 0 9 3.7 9 9.5C41 30 24 40 24 40z',
  water: 'M24 6c6 9 13 16 13 24a13 13 0 0 1-26 0c0-8 7-15 13-24zM18 32c1 4 4 6 7 6',
  notices: 'M10 8h28v32H10zM16 16h16M16 23h16M16 30h10',
  ask: 'M21 8a13 13 0 1 1 0 26 13 13 0 0 1 0-26zM31 31l10 10M16 21h10M21 16v10',
}

export function Picture({ of }: { of: Matter }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className="kiosk-picture">
      <path d={paths[of]} />
    </svg>
  )
}
