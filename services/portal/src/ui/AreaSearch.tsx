import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { network } from '../api/network'
import type { Network } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { Failed } from './Loaded'
import { useSettled } from './useSettled'

interface Props {
  id: string
  label: string
  own: string
  /** From below the reader's own area down to the chosen one. */
  chain: string[]
  onChange: (chain: string[]) => void
}

type Area = Network['AreaView']

const forGood = Number.POSITIVE_INFINITY

/** A place by a part of its name or its initials: typed, chosen with the arrows and Enter. */
export function AreaSearch({ id, label, own, chain, onChange }: Props) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const wanted = useSettled(text.trim()) ?? ''
  const chosen = chain.at(-1)
  const found = useQuery({
    queryKey: ['areas', 'search', own, wanted],
    queryFn: () => network.findAreas(wanted),
    enabled: wanted !== '',
    staleTime: forGood,
  })
  const now = useQuery({
    queryKey: ['area', chosen],
    queryFn: () => network.area(chosen as string),
    enabled: chosen !== undefined,
    staleTime: forGood,
  })
  const below = ({ path }: Area) => path.slice(path.findIndex((step) => step.code === own) + 1)
  const optionOf = (area: Area) => ({
    value: area.code,
    label: below(area)
      .map((step) => step.name)
      .join(' / '),
  })
  const options = text ? (wanted === text.trim() ? found.data?.map(optionOf) : []) : now.data && [optionOf(now.data)]
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
          const area = found.data?.find((one) => one.code === code)
          setText('')
          onChange(area ? below(area).map((step) => step.code) : [])
        }}
      />
      {found.error && <Failed query={found} />}
    </>
  )
}
