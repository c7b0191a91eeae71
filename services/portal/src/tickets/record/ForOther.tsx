import { Input } from 'antd'
import { useI18n } from '../../i18n/I18n'
import { Field } from '../../ui/form/Field'
import { Tick } from '../../ui/form/Tick'
import type { RecordFormOf } from './useRecordForm'

/** A daughter calls for her mother: the caller is often not the one in need. */
export function ForOther({ form, question }: { form: RecordFormOf; question: string }) {
  const { t } = useI18n()
  const { values, set } = form
  return (
    <div className="for-other" data-on={values.forOther}>
      <Tick checked={values.forOther} onChange={(forOther) => set({ forOther })}>
        {question}
      </Tick>
      {values.forOther && (
        <div className="record-grid">
          <Field form={form} name="beneficiary.name" label={t('record.beneficiary.name')}>
            {(field) => (
              <Input
                {...field}
                autoComplete="off"
                value={values['beneficiary.name']}
                onChange={(event) => set({ 'beneficiary.name': event.target.value })}
              />
            )}
          </Field>
          <Field form={form} name="beneficiary.phone" label={t('record.beneficiary.phone')} optional={t('form.optional')}>
            {(field) => (
              <Input
                {...field}
                inputMode="tel"
                autoComplete="off"
                value={values['beneficiary.phone']}
                onChange={(event) => set({ 'beneficiary.phone': event.target.value })}
              />
            )}
          </Field>
          <Field form={form} name="beneficiary.address" label={t('record.beneficiary.address')} optional={t('form.optional')}>
            {(field) => (
              <Input
                {...field}
                autoComplete="off"
                value={values['beneficiary.address']}
                onChange={(event) => set({ 'beneficiary.address': event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  )
}
