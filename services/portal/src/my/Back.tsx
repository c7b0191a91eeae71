import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'

export function Back({ back }: { back: () => void }) {
  const { t } = useI18n()
  return (
    <Button size="large" block onClick={back}>
      {t('my.otherWay')}
    </Button>
  )
}
