import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { erasures } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { DoorForm } from '../ui/form/DoorForm'
import { Loaded } from '../ui/Loaded'
import { usePages, useRenew } from '../ui/list/usePages'

/** 删除个人信息: one admin asks, another decides. Once it is asked for, the page says so. */
export function EraseResident({ id }: { id: string }) {
  const { t } = useI18n()
  return (
    <Loaded query={usePages(erasures.list, { residentId: id })}>
      {([last]) =>
        last?.state === 'asked' || last?.state === 'approved' ? (
          <p className="quiet">
            {t('erasure.isAsked')} <Link to="/residents/erasures">{t('erasure.list')}</Link>
          </p>
        ) : (
          <AskErasure id={id} />
        )
      }
    </Loaded>
  )
}

function AskErasure({ id }: { id: string }) {
  const { t } = useI18n()
  const renew = useRenew()
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
      done={() => {
        close()
        void renew(erasures.list)
      }}
      cancel={close}
    />
  )
}
