import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { areaChanges } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Choice } from '../ui/form/Choice'
import { DoorForm } from '../ui/form/DoorForm'
import { useRenew } from '../ui/list/usePages'
import { AreaPicker } from './AreaPicker'

const kinds = ['move', 'rename', 'end'] as const
const from = { label: 'areaChange.from', hint: 'areaChange.fromHint' } as const

/** Which area, what becomes of it, and from when on. */
export function ChangeArea() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const renew = useRenew()
  const [chain, setChain] = useState<string[]>([])
  const [kind, setKind] = useState<(typeof kinds)[number]>()
  const code = chain.at(-1)
  const settings = {
    given: { code: code ?? '' },
    said: 'areaChange.said',
    plain: true,
    draft: false,
    // Names and places that the page remembers are of before.
    done: async () => {
      setChain([])
      setKind(undefined)
      await Promise.all([renew(areaChanges.list), ...['area', 'areas'].map((first) => queries.invalidateQueries({ queryKey: [first] }))])
    },
  } as const
  return (
    <section className="card stack" aria-label={t('areaChange.change')}>
      <h3>{t('areaChange.change')}</h3>
      <p className="quiet">{t('areaChange.lead')}</p>
      <AreaPicker id="area-to-change" legend={t('areaChange.area')} chain={chain} onChange={setChain} />
      {code && (
        <Choice
          legend={t('areaChange.what')}
          name="kind"
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`areaChange.kind.${value}`) }))}
          onChange={setKind}
        />
      )}
      {code && kind === 'move' && (
        <DoorForm key={code} title="areaChange.kind.move" door={areaChanges.move} fields={{ parent: 'areaChange.parent', from }} {...settings} />
      )}
      {code && kind === 'rename' && (
        <DoorForm key={code} title="areaChange.kind.rename" door={areaChanges.rename} fields={{ name: 'areaChange.name', from }} {...settings} />
      )}
      {code && kind === 'end' && (
        <DoorForm
          key={code}
          title="areaChange.kind.end"
          lead="areaChange.endHint"
          door={areaChanges.end}
          fields={{ successor: 'areaChange.successor', from }}
          {...settings}
        />
      )}
    </section>
  )
}
