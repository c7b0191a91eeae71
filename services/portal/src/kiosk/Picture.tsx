import type { Matter } from './KioskPages'

const paths: Record<Matter, string> = {
  need: 'M12 40c-4-4-6-8-6-13 0-6 4-11 10-11 4 0 6 2 8 5 2-3 4-5 8-5 6 0 10 5 10 11 0 10-18 20-18 20s-4-2-8-5',
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
