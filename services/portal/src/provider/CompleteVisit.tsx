import { Button, Input } from 'antd'
import type { VisitAction, VisitBodies } from '../api/home-care'
import type { Visit } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'

export interface VisitFormProps<A extends VisitAction> {
  visit: Visit
  send: (body: VisitBodies[A]) => Promise<unknown>
  cancel: () => void
}

export function CompleteVisit({ visit, send, cancel }: VisitFormProps<'complete'>) {
  const { t } = useI18n()
  const form = useForm({ initial: { report: '' }, rules: { report: required }, draft: `complete.${visit.id}` })
  return (
    <form
      className="stack"
      aria-label={t('visit.complete')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit((values) => send(values))
      }}
    >
      <ErrorSummary form={form} labels={{ report: t('visit.report') }} />
      <Field form={form} name="report" label={t('visit.report')} hint={t('visit.reportHint')}>
        {(field) => (
          <Input.TextArea {...field} autoFocus rows={3} value={form.values.report} onChange={(event) => form.set({ report: event.target.value })} />
        )}
      </Field>
      <div className="visit-actions">
        <Button type="primary" size="large" htmlType="submit" loading={form.sending}>
          {t('visit.complete')}
        </Button>
        <Button size="large" onClick={cancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  )
}
