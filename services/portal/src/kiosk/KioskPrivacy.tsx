import { useI18n } from '../i18n/I18n'
import { Rules } from '../privacy/Rules'
import type { FlowProps } from './NeedFlow'
import { Screen } from './Screen'

export function KioskPrivacy({ leave }: FlowProps) {
  const { t } = useI18n()
  return (
    <Screen question={t('privacy.title')} home={leave} back={leave}>
      <div className="kiosk-notices">
        <Rules />
      </div>
    </Screen>
  )
}
