import { useEffect, useState } from 'react'
import { Silence } from './silence'

const second = 1000

export interface Patience {
  quietAfter: number
  /** For so long the seconds that are left are told. */
  warned: number
}
/** Everything that a person at the screen does: touches, keys, and what an input method writes, with which no key need come. */
const signs = [
  'pointerdown',
  'touchstart',
  'touchmove',
  'wheel',
  'keydown',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
] as const

/** Seconds left before `onQuiet`, once there was no sign of life for a while. Any begins anew, also one that `elsewhere` tells of, but none that comes too late; `onSign` hears of those of this page. */
export function useQuiet(
  watching: boolean,
  onQuiet: () => void,
  { quietAfter, warned }: Patience,
  { elsewhere, onSign }: { elsewhere?: (listener: () => void) => () => void; onSign?: () => void } = {},
): number | undefined {
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    if (!watching) {
      setLeft(undefined)
      return
    }
    const silence = new Silence(quietAfter, Date.now())
    const live = (kind: string): boolean => {
      if (!silence.sign(kind, Date.now())) return false
      setLeft(undefined)
      return true
    }
    const sign = ({ type }: Event) => {
      if (live(type)) onSign?.()
      else onQuiet()
    }
    const stop = elsewhere?.(() => void live('elsewhere'))
    setLeft(undefined)
    const timer = setInterval(() => {
      const rest = silence.left(Date.now())
      if (rest <= 0) onQuiet()
      else if (rest <= warned) setLeft(Math.ceil(rest / second))
    }, 500)
    // Before whatever may stop them on their way.
    for (const name of signs) window.addEventListener(name, sign, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      stop?.()
      for (const name of signs) window.removeEventListener(name, sign, { capture: true })
    }
  }, [watching, onQuiet, quietAfter, warned, elsewhere, onSign])
  return watching ? left : undefined
}
