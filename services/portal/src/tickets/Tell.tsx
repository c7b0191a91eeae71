import { Button } from 'antd'
import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { NumberAndCode } from './NumberAndCode'

interface Props {
  number: string
  code: string | undefined
  fresh: boolean
}

/** What the caller needs to ask about the matter later; loud right after recording, a quiet line from then on. */
export function Tell({ number, code, fresh }: Props) {
  const { t } = useI18n()
  const [loud, setLoud] = useState(fresh)
  if (!code) return null
  if (!loud) {
    return (
      <p className="quiet tell-code">
        {t('ticket.queryCode')} <span className="figures">{code}</span>
      </p>
    )
  }
  return (
    <section className="tell" aria-label={t('ticket.tell')}>
      <p>{t('ticket.tell')}</p>
      <NumberAndCode number={number} code={code} />
      <Button
        size="small"
        autoFocus
        onClick={() => {
          setLoud(false)
          focusOn('[data-action]')
        }}
      >
        {t('ticket.told')}
      </Button>
    </section>
  )
}
