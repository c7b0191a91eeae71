import { Input } from 'antd'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Choice } from '../ui/form/Choice'
import { Field } from '../ui/form/Field'
import { chosen } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actions'

const stars = ['5', '4', '3', '2', '1'] as const

/** 回访: what the citizen says, kept apart from what the unit says. */
export function CallBackForm({ ticket, action, send, cancel }: ActionProps<'call-back'>) {
  const { t } = useI18n()
  const form = useForm({
    initial: { reached: 'yes', solved: '', satisfied: '', rating: '', note: '' },
    rules: {
      solved: (value, all) => (all.reached === 'yes' ? chosen(value, all) : undefined),
      satisfied: (value, all) => (all.reached === 'yes' ? chosen(value, all) : undefined),
    },
    draft: `call-back.${ticket.id}`,
  })
  const { reached, solved, satisfied, rating, note } = form.values
  const labels = {
    solved: t('ticket.field.solved'),
    satisfied: t('ticket.field.satisfied'),
    rating: t('ticket.field.rating'),
    note: t('ticket.field.note'),
  }
  const submit = () =>
    form.submit((values) => {
      const words = values.note.trim() ? { note: values.note } : {}
      if (values.reached === 'no') return send({ reached: false, ...words })
      const rated = values.rating ? { rating: Number(values.rating) } : {}
      return send({ reached: true, solved: values.solved === 'yes', satisfied: values.satisfied === 'yes', ...rated, ...words })
    })
  return (
    <ActionForm form={form} title={wordOf(t, 'ticket.action', action)} labels={labels} cancel={cancel} send={submit}>
      <div className="choices">
        <Choice
          legend={t('ticket.field.reached')}
          name="reached"
          value={reached}
          onChange={(value) => form.set({ reached: value })}
          options={[
            { value: 'yes', label: t('ticket.reached') },
            { value: 'no', label: t('ticket.notReached') },
          ]}
        />
        {reached === 'yes' && (
          <>
            <Choice
              id={form.id('solved')}
              legend={labels.solved}
              name="solved"
              value={solved}
              error={form.errors.solved}
              onChange={(value) => form.set({ solved: value })}
              options={[
                { value: 'yes', label: t('ticket.solved') },
                { value: 'no', label: t('ticket.unsolved') },
              ]}
            />
            <Choice
              id={form.id('satisfied')}
              legend={labels.satisfied}
              name="satisfied"
              value={satisfied}
              error={form.errors.satisfied}
              onChange={(value) => form.set({ satisfied: value })}
              options={[
                { value: 'yes', label: t('ticket.satisfied') },
                { value: 'no', label: t('ticket.unsatisfied') },
              ]}
            />
            <Choice
              legend={labels.rating}
              name="rating"
              value={rating}
              onChange={(value) => form.set({ rating: value })}
              options={stars.map((value) => ({ value, label: t('ticket.stars', { count: value }) }))}
            />
          </>
        )}
      </div>
      <Field form={form} name="note" label={labels.note} optional={t('form.optional')}>
        {(field) => <Input.TextArea {...field} rows={2} value={note} onChange={(event) => form.set({ note: event.target.value })} />}
      </Field>
    </ActionForm>
  )
}
