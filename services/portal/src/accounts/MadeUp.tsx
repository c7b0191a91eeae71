import { Button, Input } from 'antd'
import { useI18n } from '../i18n/I18n'
import type { InputProps } from '../ui/form/useDoorForm'
import { madeUp } from './madeUp'

/** A password for somebody else stands there to be read, made up unless an admin types another. */
export function MadeUp({ value, onChange, ...field }: InputProps) {
  const { t } = useI18n()
  return (
    <div className="made-up">
      <Input {...field} value={value} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      <Button onClick={() => onChange(madeUp())}>{t('admin.another')}</Button>
    </div>
  )
}
