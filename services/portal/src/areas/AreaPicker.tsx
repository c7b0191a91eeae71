import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { everything } from '../api/door'
import { type AreaView, areas } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { localOf } from '../ui/format'
import { Failed } from '../ui/Loaded'
import { useAccount } from '../ui/useSession'
import { AreaSearch } from './AreaSearch'

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

/** A place by its name or its initials, or by one list a level, of which the next opens when its parent is chosen. */
export function AreaPicker({ chain, onChange, legend, mark, id, error }: Props) {
  const { areaCode } = useAccount()
  const own = useQuery({ queryKey: ['area', areaCode], queryFn: () => areas.get({ code: areaCode }), staleTime: Number.POSITIVE_INFINITY })
  return (
    <fieldset className="areas" aria-describedby={error ? `${id}-error` : undefined} data-wrong={Boolean(error)}>
      <legend>
        {legend}
        {mark && <span className="field-optional">{mark}</span>}
      </legend>
      {own.data?.level === 'community' ? (
        <p className="areas-own">{own.data.name}</p>
      ) : (
        <>
          <AreaSearch id={id} label={legend} own={areaCode} chain={chain} onChange={onChange} />
          <div className="areas-row">
            {[areaCode, ...chain].slice(0, 3).map((parent, depth) => (
              <Level
                key={parent}
                parent={parent}
                value={chain[depth]}
                onChange={(code) => onChange(code ? [...chain.slice(0, depth), code] : chain.slice(0, depth))}
              />
            ))}
          </div>
        </>
      )}
      {error && (
        <div id={`${id}-error`} className="field-error">
          {error}
        </div>
      )}
    </fieldset>
  )
}

/** One that has ended stays in the tree, for what lay there. */
const isThere = ({ validTo }: AreaView) => !validTo || validTo >= localOf(new Date()).slice(0, 10)

interface LevelProps {
  parent: string
  value: string | undefined
  onChange: (code: string | undefined) => void
}

function Level({ parent, value, onChange }: LevelProps) {
  const { t } = useI18n()
  const below = useQuery({ queryKey: ['areas', parent], queryFn: () => everything(areas.list, { parent }), staleTime: Number.POSITIVE_INFINITY })
  const items = below.data
  if (items?.length === 0) return null
  if (below.error && !items) return <Failed query={below} />
  const label = items?.[0] ? t(`area.${items[0].level}` as TextKey) : t('area.loading')
  return (
    <Select
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={below.isPending}
      value={value}
      onChange={onChange}
      options={items?.filter(isThere).map((area) => ({ value: area.code, label: area.name, disabled: area.placeholder }))}
    />
  )
}
