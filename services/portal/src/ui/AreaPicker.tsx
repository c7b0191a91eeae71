import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { network } from '../api/network'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { useAccount } from './useSession'

interface Props {
  /** Codes from below the reader's own area down to the chosen one. */
  chain: string[]
  onChange: (chain: string[]) => void
  legend: string
  /** Where what stands here comes from. */
  mark?: string
  id: string
  error?: string
}

/** One list a level, the next one opens when its parent is chosen; type to narrow. */
export function AreaPicker({ chain, onChange, legend, mark, id, error }: Props) {
  const { areaCode } = useAccount()
  const own = useQuery({ queryKey: ['area', areaCode], queryFn: () => network.area(areaCode), staleTime: Number.POSITIVE_INFINITY })
  return (
    <fieldset className="areas" aria-describedby={error ? `${id}-error` : undefined} data-wrong={Boolean(error)}>
      <legend>
        {legend}
        {mark && <span className="field-optional">{mark}</span>}
      </legend>
      {own.data?.level === 'community' ? (
        <p className="areas-own">{own.data.name}</p>
      ) : (
        <div className="areas-row">
          {[areaCode, ...chain].slice(0, 3).map((parent, depth) => (
            <Level
              key={parent}
              id={depth === 0 ? id : undefined}
              parent={parent}
              value={chain[depth]}
              onChange={(code) => onChange(code ? [...chain.slice(0, depth), code] : chain.slice(0, depth))}
            />
          ))}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className="field-error">
          {error}
        </div>
      )}
    </fieldset>
  )
}

interface LevelProps {
  id: string | undefined
  parent: string
  value: string | undefined
  onChange: (code: string | undefined) => void
}

function Level({ id, parent, value, onChange }: LevelProps) {
  const { t } = useI18n()
  const areas = useQuery({ queryKey: ['areas', parent], queryFn: () => network.areas(parent), staleTime: Number.POSITIVE_INFINITY })
  const items = areas.data
  if (items?.length === 0) return null
  const label = items?.[0] ? t(`area.${items[0].level}` as TextKey) : t('area.loading')
  return (
    <Select
      id={id}
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={areas.isPending}
      value={value}
      onChange={onChange}
      options={items?.map((area) => ({ value: area.code, label: area.name, disabled: area.placeholder }))}
    />
  )
}
