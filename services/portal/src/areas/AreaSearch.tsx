import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { type AreaView, areas } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Failed } from '../ui/Loaded'
import { useSettled } from '../ui/useSettled'

interface Props {
  id: string
  label: string
  own: string
  /** From below the reader's own area down to the chosen one. */
  chain: string[]
  onChange: (chain: string[]) => void
}

const forGood = Number.POSITIVE_INFINITY

/** A place by a part of its name or its initials: typed, chosen with the arrows and Enter. */
export function AreaSearch({ id, label, own, chain, onChange }: Props) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const wanted = useSettled(text.trim()) ?? ''
  const chosen = chain.at(-1)
  const found = useQuery({
    queryKey: ['areas', 'search', own, wanted],
    queryFn: () => areas.list({ q: wanted, limit: 20 }),
    enabled: wanted !== '',
    staleTime: forGood,
  })
  const now = useQuery({
    queryKey: ['area', chosen],
    queryFn: () => areas.get({ code: chosen as string }),
    enabled: chosen !== undefined,
    staleTime: forGood,
  })
  const below = ({ path }: AreaView) => path.slice(path.findIndex((step) => step.code === own) + 1)
  const optionOf = (area: AreaView) => ({
    value: area.code,
    label: below(area)
      .map((step) => step.name)
      .join(' / '),
  })
  const options = text ? (wanted === text.trim() ? found.data?.items.map(optionOf) : []) : now.data && [optionOf(now.data)]
  return (
    <>
      <Select
        id={id}
        aria-label={t('area.search', { what: label })}
        placeholder={t('area.searchHint')}
        className="areas-search"
        showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
        allowClear
        suffixIcon={null}
        loading={found.isFetching}
        value={chosen}
        options={options ?? []}
        notFoundContent={text && !found.isFetching && wanted === text.trim() && !found.error ? t('area.none') : null}
        onChange={(code?: string) => {
          const area = found.data?.items.find((one) => one.code === code)
          setText('')
          onChange(area ? below(area).map((step) => step.code) : [])
        }}
      />
      {found.error && <Failed query={found} />}
    </>
  )
}
