import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useI18n } from '../../i18n/I18n'
import { Dialog } from '../Dialog'

interface Props {
  /** Whether there is anything to lose. */
  written: boolean
  leave: () => void
  size?: 'large'
  children: ReactNode
}

/** Leaves a form; where something was written that goes with it, it asks first. */
export function Discard({ written, leave, size, children }: Props) {
  const { t } = useI18n()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button size={size} onClick={() => (written ? setAsking(true) : leave())}>
        {children}
      </Button>
      {asking && (
        <Asked title={t('form.discard')} yes={t('form.discardYes')} no={t('form.discardNo')} onYes={leave} onNo={() => setAsking(false)}>
          {t('form.discardHint')}
        </Asked>
      )}
    </>
  )
}

interface AskedProps {
  title: string
  yes: string
  no: string
  onYes: () => void
  onNo: () => void
  children?: ReactNode
}

/** A question before what cannot be undone. Enter and Escape both answer no. */
export function Asked({ title, yes, no, onYes, onNo, children }: AskedProps) {
  return (
    <Dialog title={title} onClose={onNo}>
      {children && <p className="words">{children}</p>}
      <div className="buttons">
        <Button type="primary" autoFocus onClick={onNo}>
          {no}
        </Button>
        <Button onClick={onYes}>{yes}</Button>
      </div>
    </Dialog>
  )
}
