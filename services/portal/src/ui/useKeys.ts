import { useEffect, useRef } from 'react'

export type Keys = Record<string, (() => void) | undefined>

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]') !== null

/** An open list of options takes Escape for itself. */
const choosing = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('[role=combobox][aria-expanded=true]') !== null

/** `n`, `g i`, `Alt+1`, `Ctrl+Enter`. Never while an input method composes, never a plain key inside a text field or over a dialog. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    let before = ''
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229) return
      const name = nameOf(event)
      const modified = name.includes('+')
      if (document.querySelector('dialog[open]')) return
      if (name === 'Escape' ? choosing(event.target) : !modified && typing(event.target)) return
      const found = latest.current[`${before} ${name}`] ?? latest.current[name]
      before = modified ? '' : name
      if (!found || (name === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a, label, [role=combobox]'))) return
      event.preventDefault()
      found()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  // Alt turns a digit into another letter on some keyboards; its place does not change.
  const key = event.altKey && event.code.startsWith('Digit') ? event.code.slice(5) : event.key
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${key}`
}
