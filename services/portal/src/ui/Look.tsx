import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { antdTheme, applyTokens, type Mode, type Size } from '../theme'

interface Look {
  mode: Mode
  setMode: (mode: Mode) => void
  setSize: (size: Size) => void
}

const Context = createContext<Look | undefined>(undefined)
const stored = 'yiwang.mode'

const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches

function firstMode(): Mode {
  const kept = localStorage.getItem(stored)
  if (kept === 'light' || kept === 'dark') return kept
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Light or dark as chosen, letters and targets as the place needs them; antd and the style sheets take both from theme.ts. */
export function LookProvider({ children }: { children: ReactNode }) {
  const { language } = useI18n()
  const [mode, setMode] = useState(firstMode)
  const [size, setSize] = useState<Size>('desk')
  useEffect(() => applyTokens(mode, size), [mode, size])
  const look = useMemo(
    () => ({
      mode,
      setSize,
      setMode(next: Mode) {
        localStorage.setItem(stored, next)
        setMode(next)
      },
    }),
    [mode],
  )
  const theme = useMemo(() => antdTheme(mode, size, still), [mode, size])
  return (
    <Context value={look}>
      <ConfigProvider theme={theme} locale={language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        {children}
      </ConfigProvider>
    </Context>
  )
}

export function useLook(): Look {
  const found = use(Context)
  if (!found) throw new Error('LookProvider is missing')
  return found
}

/** A page says where it is used; back to the desk when it is left. */
export function useSize(size: Size): void {
  const { setSize } = useLook()
  useEffect(() => {
    setSize(size)
    return () => setSize('desk')
  }, [size, setSize])
}
