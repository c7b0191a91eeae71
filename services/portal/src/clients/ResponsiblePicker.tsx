import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { everything } from '../api/door'
import { accounts } from '../api/generated/identity'
import type { InputProps } from '../ui/form/useDoorForm'
import { Failed } from '../ui/Loaded'

/** Somebody who works here and answers for a program. */
export function ResponsiblePicker({ value, onChange, ...field }: InputProps) {
  const known = useQuery({ queryKey: [accounts.list.path, 'responsible'], queryFn: () => everything(accounts.list, {}) })
  return (
    <Select
      {...field}
      showSearch={{ optionFilterProp: 'label' }}
      value={value || undefined}
      options={known.data?.filter(({ disabled }) => !disabled).map(({ id, name, account }) => ({ value: id, label: `${name} ${account}` }))}
      notFoundContent={known.error ? <Failed query={known} /> : undefined}
      onChange={onChange}
    />
  )
}
