import { useI18n } from '../i18n/I18n'
import { Unfinished } from '../ui/form/Unfinished'
import { tellOf } from '../ui/record/useRecordForm'

/** One live call; what was begun for others waits beside. */
export function UnfinishedCalls() {
  const { t } = useI18n()
  return <Unfinished kind="call" title={t('operator.unfinished')} at="/operator/new" tell={tellOf} />
}
