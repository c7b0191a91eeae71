import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { everything } from '../../api/door'
import { units } from '../../api/generated/information-network'
import { useI18n } from '../../i18n/I18n'
import { Field } from '../../ui/form/Field'
import { Failed } from '../../ui/Loaded'
import { useAccount } from '../../ui/useSession'
import type { RecordFormOf } from './useRecordForm'

/** 投诉对象: a unit that may have to do with the area; its people never see who complained. */
export function AboutUnit({ form }: { form: RecordFormOf }) {
  const { t } = useI18n()
  const { areaCode: own } = useAccount()
  const areaCode = form.values.areaCode.at(-1) ?? own
  const known = useQuery({ queryKey: [units.list.path, areaCode], queryFn: () => everything(units.list, { areaCode }) })
  return (
    <Field form={form} name="about" label={t('record.about')} optional={t('form.optional')} hint={t('record.aboutHint')}>
      {(field) => (
        <Select
          {...field}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={form.values.about || undefined}
          options={known.data?.map(({ id, name }) => ({ value: id, label: name }))}
          notFoundContent={known.error ? <Failed query={known} /> : undefined}
          onChange={(about) => form.set({ about: about ?? '' })}
        />
      )}
    </Field>
  )
}
