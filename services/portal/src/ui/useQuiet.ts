import { useEffect, useRef, useState } from 'react'

const second = 1000

export interface Patience {
  quietAfter: number
  /** For so long the seconds that are left are told. */
  warned: number
}
/** Whoever looks for a character among an input method's own, or draws it there, shows the page nothing of it. */
const whileComposing = 180 * second

/** Everything that a person at the screen does: touches, keys, and what an input method writes, with which no key need come. */
const signs = ['pointerdown', 'touchstart', 'touchmove', 'wheel', 'keydown', 'keyup', 'beforeinput', 'input', 'compositionupdate'] as const

/** Seconds left before `onQuiet`, once there was no sign of life for a while. Any begins anew, also one that `elsewhere` tells of; `onSign` hears of those of this page. */
export function useQuiet(
  watching: boolean,
  onQuiet: () => void,
  { quietAfter, warned }: Patience,
  { elsewhere, onSign }: { elsewhere?: (listener: () => void) => () => void; onSign?: () => void } = {},
): number | undefined {
  const [left, setLeft] = useState<number>()
  const seen = useRef(0)
  useEffect(() => {
    if (!watching) {
      setLeft(undefined)
      return
    }
    let patience = quietAfter
    const live = () => {
      seen.current = Date.now()
      setLeft(undefined)
    }
    const sign = () => {
      live()
      onSign?.()
    }
    const stop = elsewhere?.(live)
    const compose = ({ type }: Event) => {
      patience = type === 'compositionstart' ? Math.max(whileComposing, quietAfter) : quietAfter
      sign()
    }
    live()
    const timer = setInterval(() => {
      const rest = seen.current + patience - Date.now()
      if (rest <= 0) onQuiet()
      else if (rest <= warned) setLeft(Math.ceil(rest / second))
    }, 500)
    // Before whatever may stop them on their way.
    for (const name of signs) window.addEventListener(name, sign, { capture: true, passive: true })
    for (const name of ['compositionstart', 'compositionend']) window.addEventListener(name, compose, { capture: true })
    return () => {
      clearInterval(timer)
      stop?.()
      for (const name of signs) window.removeEventListener(name, sign, { capture: true })
      for (const name of ['compositionstart', 'compositionend']) window.removeEventListener(name, compose, { capture: true })
    }
  }, [watching, onQuiet, quietAfter, warned, elsewhere, onSign])
  return watching ? left : undefined
}
