import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'

const Context = createContext<(text: string) => void>(() => undefined)

/** A short line that fades, read out by screen readers; never in the way. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [line, setLine] = useState({ text: '', at: 0 })
  const say = useCallback((text: string) => setLine({ text, at: Date.now() }), [])
  useEffect(() => {
    if (!line.text) return
    const timer = setTimeout(() => setLine({ text: '', at: 0 }), 4000)
    return () => clearTimeout(timer)
  }, [line])
  return (
    <Context value={say}>
      {children}
      <div role="status" aria-live="polite" className="toast" data-shown={Boolean(line.text)}>
        {line.text}
      </div>
    </Context>
  )
}

export const useToast = () => use(Context)
