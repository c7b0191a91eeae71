import { Button } from 'antd'
import { useState } from 'react'
import { type ResidentView, residents } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { DoorForm } from '../ui/form/DoorForm'

/** What is masked cannot be edited in place: only what is filled in changes. */
export function ChangeResident({ resident }: { resident: ResidentView }) {
  const { t } = useI18n()
  const [before, setBefore] = useState<ResidentView>()
  if (!before)
    return (
      <Button data-change="" onClick={() => setBefore(resident)}>
        {t('resident.change')}
      </Button>
    )
  const close = () => {
    setBefore(undefined)
    focusOn('[data-change]')
  }
  return (
    <DoorForm
      title="resident.change"
      lead="resident.changeHint"
      door={residents.change}
      given={{ id: before.id }}
      initial={{ tags: before.tags ?? [] }}
      fields={{
        phone: { label: 'person.phone', beside: before.phone, focus: true },
        address: { label: 'person.address', beside: before.address },
        tags: { label: 'resident.tags', words: 'tag' },
      }}
      said="resident.changed"
      done={close}
      cancel={close}
    />
  )
}
