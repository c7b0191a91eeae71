import { useI18n } from '../i18n/I18n'
import { tellOf } from '../tickets/record/useRecordForm'
import { Unfinished } from '../ui/form/Unfinished'
import { useTakesCalls } from './Console'

/** One live call; what was begun for others waits beside. */
export function UnfinishedCalls() {
  const { t } = useI18n()
  if (!useTakesCalls()) return null
  return <Unfinished kind="call" title={t('operator.unfinished')} at="/calls/new" tell={tellOf} />
}
