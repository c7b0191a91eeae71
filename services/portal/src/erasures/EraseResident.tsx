import { Button } from 'antd'
import { useState } from 'react'
import { erasures } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { DoorForm } from '../ui/form/DoorForm'

/** 删除个人信息: one admin asks, another decides. */
export function EraseResident({ id }: { id: string }) {
  const { t } = useI18n()
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <Button danger data-erase="" onClick={() => setAsking(true)}>
        {t('erasure.ask')}
      </Button>
    )
  const close = () => {
    setAsking(false)
    focusOn('[data-erase]')
  }
  return (
    <DoorForm
      title="erasure.ask"
      lead="erasure.askHint"
      door={erasures.ask}
      given={{ id }}
      draft={false}
      fields={{
        ground: { label: 'erasure.ground', words: 'erasure.grounds', focus: true },
        note: { label: 'erasure.note', rows: 3 },
      }}
      said="erasure.asked"
      done={close}
      cancel={close}
    />
  )
}
