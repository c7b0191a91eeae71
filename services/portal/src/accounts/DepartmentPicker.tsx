import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { everything } from '../api/door'
import { units } from '../api/generated/information-network'
import type { InputProps } from '../ui/form/useDoorForm'
import { Failed } from '../ui/Loaded'

/** The departments of an area; its committee's people need not choose. */
export function DepartmentPicker({ areaCode = '', value, onChange, ...field }: InputProps & { areaCode?: string }) {
  const known = useQuery({ queryKey: [units.list.path, areaCode], queryFn: () => everything(units.list, { areaCode }) })
  const departments = known.data?.filter(({ kind }) => kind !== 'committee')
  return (
    <Select
      {...field}
      allowClear
      value={value || undefined}
      options={departments?.map(({ id, name }) => ({ value: id, label: name }))}
      notFoundContent={known.error ? <Failed query={known} /> : undefined}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
