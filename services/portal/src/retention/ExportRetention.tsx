import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'
import { BYTE_ORDER_MARK, csvOf } from '../security/csv'
import { saveFile } from '../ui/saveFile'
import type { Kept } from './everyRetention'
import { rowsOf } from './retentionRows'

/** All of the page as a file, a line for each thing that is due or went. */
export function ExportRetention({ of }: { of: Kept[] }) {
  const { t } = useI18n()
  return <Button onClick={() => saveFile([BYTE_ORDER_MARK, csvOf(rowsOf(t, of))], t('retention.file'))}>{t('security.export')}</Button>
}
