import { Button } from 'antd'
import { useState } from 'react'
import { lifeEvents, type ResidentView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { Choice } from '../ui/form/Choice'
import { DoorForm } from '../ui/form/DoorForm'

const kinds = ['die', 'moveAway', 'rename', 'correctNumber', 'comeBack'] as const
type Kind = (typeof kinds)[number]

/** What became of somebody: the day from which it is so is another than today. */
export function RecordEvent({ resident }: { resident: ResidentView }) {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<Kind>()
  if (!open)
    return (
      <Button data-life="" onClick={() => setOpen(true)}>
        {t('life.record')}
      </Button>
    )
  const close = () => {
    setOpen(false)
    setKind(undefined)
    focusOn('[data-life]')
  }
  const possible = kinds.filter((one) => (resident.left ? one === 'comeBack' || (one === 'die' && resident.left !== 'died') : one !== 'comeBack'))
  const common = { given: { id: resident.id }, draft: false as const, plain: true, said: 'life.recorded' as const, done: close, cancel: close }
  const on = { label: 'life.on', focus: true } as const
  const certainty = { label: 'life.certainty', words: 'life.certainties' } as const
  return (
    <section className="card stack" aria-label={t('life.record')}>
      <h3>{t('life.record')}</h3>
      <Choice
        first
        legend={t('life.what')}
        name="life"
        value={kind}
        options={possible.map((value) => ({ value, label: t(`life.kinds.${value}`) }))}
        onChange={setKind}
      />
      {kind === 'die' && <DoorForm title="life.kinds.die" lead="life.dieHint" door={lifeEvents.die} fields={{ on, certainty }} {...common} />}
      {kind === 'moveAway' && (
        <DoorForm title="life.kinds.moveAway" door={lifeEvents.moveAway} fields={{ on, to: 'life.to', certainty }} {...common} />
      )}
      {kind === 'comeBack' && <DoorForm title="life.kinds.comeBack" door={lifeEvents.comeBack} fields={{ on, certainty }} {...common} />}
      {kind === 'rename' && (
        <DoorForm
          title="life.kinds.rename"
          door={lifeEvents.rename}
          fields={{ name: { label: 'life.name', focus: true }, on: 'life.on', certainty }}
          {...common}
        />
      )}
      {kind === 'correctNumber' && (
        <DoorForm
          title="life.kinds.correctNumber"
          door={lifeEvents.correctNumber}
          fields={{ identityNumber: { label: 'person.identityNumber', hint: 'resident.identityHint', focus: true }, on: 'life.on', certainty }}
          {...common}
        />
      )}
      {!kind && (
        <div className="buttons">
          <Button onClick={close}>{t('form.cancel')}</Button>
        </div>
      )}
    </section>
  )
}
