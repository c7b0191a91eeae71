import { Button, Input } from 'antd'
import { visits } from '../api/generated/home-care'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { Choice } from '../ui/form/Choice'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { chosen, required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import type { VisitFormProps } from './CompleteVisit'

const reasons = ['nobody', 'refused', 'hospital', 'address', 'unsafe', 'other'] as const

/** 未能服务 is an answer like any other: never a reason to tick off what was not done. */
export function CannotBeDone({ visit, done, cancel }: VisitFormProps) {
  const { t } = useI18n()
  const form = useForm({
    initial: { why: '', words: '' },
    rules: { why: chosen, words: (text, all) => (all.why === 'other' ? required(text, all) : undefined) },
    draft: `cannot.${visit.id}`,
  })
  const { why, words } = form.values
  const submit = () =>
    form.submit(async (values) => {
      const known = values.why === 'other' ? [] : [t(`visit.why.${values.why}` as TextKey)]
      await visits.giveUp({ id: visit.id, body: { reason: [...known, values.words.trim()].filter(Boolean).join('：') } })
      done()
    })
  return (
    <form
      className="stack"
      aria-label={t('visit.cannot-be-done')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorSummary form={form} labels={{ why: t('visit.reason'), words: t('visit.reasonWords'), reason: t('visit.reason') }} />
      <Choice
        first
        id={form.id('why')}
        legend={t('visit.reason')}
        name="why"
        value={why}
        error={form.errors.why}
        options={reasons.map((value) => ({ value, label: t(`visit.why.${value}`) }))}
        onChange={(value) => form.set({ why: value })}
      />
      <Field form={form} name="words" label={t('visit.reasonWords')} optional={why === 'other' ? undefined : t('form.optional')}>
        {(field) => <Input.TextArea {...field} rows={2} value={words} onChange={(event) => form.set({ words: event.target.value })} />}
      </Field>
      <div className="visit-actions">
        <Button type="primary" size="large" htmlType="submit" loading={form.sending}>
          {t('visit.cannot-be-done')}
        </Button>
        <Button size="large" onClick={cancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  )
}
