import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { partsOf } from './parts'
import { mySession } from './session'

/** From one of their pages to another, where whoever is here has that one: who acts for somebody has those that were agreed. */
export function ToPart({ name, className = 'my-button', children }: { name: string; className?: string; children: ReactNode }) {
  const isTheirs = partsOf(mySession.get().acting).some((part) => part.name === name)
  return isTheirs ? (
    <Link to={`/my/${name}`} className={className}>
      {children}
    </Link>
  ) : null
}
