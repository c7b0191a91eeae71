import { useSyncExternalStore } from 'react'
import { line } from '../api/line'
import { useI18n } from '../i18n/I18n'

/** Over every page while the house cannot be reached, and for a moment once it can again. */
export function LineBar() {
  const { t } = useI18n()
  const state = useSyncExternalStore(line.subscribe, line.get)
  return (
    <div role="status" className="line-bar" data-line={state}>
      {state !== 'up' && t(`app.line.${state}`)}
    </div>
  )
}
