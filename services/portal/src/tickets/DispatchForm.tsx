import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { everything } from '../api/door'
import { units } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Choice } from '../ui/form/Choice'
import { Field } from '../ui/form/Field'
import { chosen } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Loaded } from '../ui/Loaded'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actions'

const fewEnoughToShow = 14

/** 派单: the units that may handle a matter of this area, its own committee first. */
export function DispatchForm({ ticket, action, send, cancel }: ActionProps<'dispatch'>) {
  const { t } = useI18n()
  const form = useForm({ initial: { unitId: '' }, rules: { unitId: chosen } })
  const known = useQuery({ queryKey: ['units', ticket.areaCode], queryFn: () => everything(units.list, { areaCode: ticket.areaCode }) })
  const label = t('ticket.field.unit')
  return (
    <ActionForm
      form={form}
      title={wordOf(t, 'ticket.action', action)}
      labels={{ unitId: label }}
      cancel={cancel}
      send={() => form.submit((values) => send(values))}
    >
      <Loaded query={known}>
        {(items) => {
          const options = [...items]
            .sort((a, b) => Number(b.kind === 'committee') - Number(a.kind === 'committee'))
            .map((unit) => ({ value: unit.id, label: unit.name }))
          if (options.length <= fewEnoughToShow)
            return (
              <Choice
                first
                id={form.id('unitId')}
                legend={label}
                name="unitId"
                value={form.values.unitId}
                options={options}
                onChange={(unitId) => form.set({ unitId })}
                error={form.errors.unitId}
              />
            )
          return (
            <Field form={form} name="unitId" label={label}>
              {(field) => (
                <Select
                  {...field}
                  autoFocus
                  showSearch={{ optionFilterProp: 'label' }}
                  value={form.values.unitId || undefined}
                  options={options}
                  onChange={(unitId) => form.set({ unitId })}
                />
              )}
            </Field>
          )
        }}
      </Loaded>
    </ActionForm>
  )
}
