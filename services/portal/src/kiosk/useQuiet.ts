import { useEffect, useRef, useState } from 'react'

const quietAfter = 60
const warnFrom = 45

/** Seconds left before the start page, once nobody has touched the screen for a while. Any touch or key begins anew. */
export function useQuiet(watching: boolean, onQuiet: () => void): number | undefined {
  const [left, setLeft] = useState<number>()
  const touched = useRef(0)
  useEffect(() => {
    if (!watching) {
      setLeft(undefined)
      return
    }
    const touch = () => {
      touched.current = Date.now()
      setLeft(undefined)
    }
    touch()
    const timer = setInterval(() => {
      const idle = (Date.now() - touched.current) / 1000
      if (idle >= quietAfter) onQuiet()
      else if (idle >= warnFrom) setLeft(Math.ceil(quietAfter - idle))
    }, 500)
    window.addEventListener('pointerdown', touch)
    window.addEventListener('keydown', touch)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pointerdown', touch)
      window.removeEventListener('keydown', touch)
    }
  }, [watching, onQuiet])
  return watching ? left : undefined
}
