import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { useI18n } from '../../i18n/I18n'
import { sound } from './sound'

/** Remembered on this device. Where the browser still keeps the page silent, it says so, and touching it is enough. */
export function SoundSwitch() {
  const { t } = useI18n()
  const state = useSyncExternalStore(sound.subscribe, sound.state)
  return (
    <Button type="text" size="small" data-sound="" aria-pressed={state !== 'off'} onClick={() => sound.turn(state !== 'on')}>
      {t(`alarm.sound.${state}`)}
    </Button>
  )
}
