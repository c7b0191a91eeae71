import { Button } from 'antd'
import { useState } from 'react'
import { holds } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { DoorForm } from '../ui/form/DoorForm'

export const holdFields = {
  ground: { label: 'hold.ground', words: 'hold.grounds' },
  documentNumber: { label: 'hold.documentNumber', hint: 'hold.documentNumberHint' },
  until: 'hold.until',
  note: { label: 'hold.note', rows: 3 },
} as const

/** 保全: this resident, or this ticket, is neither blanked nor erased; another admin lifts it. */
export function PutHold({ of }: { of: { residentId: string } | { ticketId: string; areaCode: string } }) {
  const { t } = useI18n()
  const [putting, setPutting] = useState(false)
  if (!putting)
    return (
      <p>
        <Button data-hold="" onClick={() => setPutting(true)}>
          {t('hold.put')}
        </Button>
      </p>
    )
  const close = () => {
    setPutting(false)
    focusOn('[data-hold]')
  }
  return (
    <DoorForm
      title="hold.put"
      lead="hold.putHint"
      door={holds.put}
      with={of}
      draft={false}
      fields={{ ...holdFields, ground: { ...holdFields.ground, focus: true } }}
      said="hold.isPut"
      done={close}
      cancel={close}
    />
  )
}
