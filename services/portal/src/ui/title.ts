import { useEffect, useSyncExternalStore } from 'react'
import { useI18n } from '../i18n/I18n'

let count = 0
const listeners = new Set<() => void>()

function become(next: number): void {
  count = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The window's name: the page's before the portal's, and before both what presses: `(2) 一网进社区` is read on the tab though another one lies over it. */
export function useTitle(page?: string): void {
  const { t } = useI18n()
  const pressing = useSyncExternalStore(subscribe, () => count)
  useEffect(() => {
    document.title = `${pressing ? `(${pressing}) ` : ''}${page ? `${page} · ` : ''}${t('app.title')}`
  }, [pressing, page, t])
}

export function useCountInTitle(pressing: number): void {
  useEffect(() => {
    become(pressing)
    return () => become(0)
  }, [pressing])
}
