import { useEffect, useRef, useState } from 'react'
import { keyboardIsFree } from '../ui/focus'
import type { TicketAction } from './actions'

interface Wanted {
  /** The first where absent. */
  action?: TicketAction
  /** From this version of the ticket on its actions are the ones that are meant. */
  version: number
}

/** The keyboard goes to the next step: when a ticket is opened, after a step, and back to a step that was given up. Whoever types elsewhere is left alone. */
export function useActionFocus(version: number) {
  const bar = useRef<HTMLFieldSetElement>(null)
  const [wanted, setWanted] = useState<Wanted | undefined>({ version })
  useEffect(() => {
    if (!wanted || version < wanted.version) return
    setWanted(undefined)
    const at = document.activeElement
    const elsewhere = at?.closest('article') !== bar.current?.closest('article') && !at?.matches('input, textarea')
    if (!keyboardIsFree() && !elsewhere) return
    bar.current?.querySelector<HTMLElement>(wanted.action ? `[data-action="${wanted.action}"]` : '[data-action]')?.focus({ preventScroll: true })
  }, [wanted, version])
  return { bar, goTo: setWanted }
}
