import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { homeCare } from '../api/home-care'
import type { CareRequest } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { Choice } from '../ui/form/Choice'
import { DateTime } from '../ui/form/DateTime'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { chosen, required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { instantOf, inWords, localOf } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { useToast } from '../ui/Toast'

const fewEnoughToShow = 10

/** Tomorrow at nine: what a coordinator mostly means. */
const tomorrow = () => `${localOf(new Date(Date.now() + 24 * 3600e3)).slice(0, 10)}T09:00`

export function AssignForm({ requests, onDone }: { requests: CareRequest[]; onDone: () => void }) {
  const { t, language } = useI18n()
  const queries = useQueryClient()
  const say = useToast()
  const providers = useQuery({ queryKey: ['providers', 'all'], queryFn: homeCare.allProviders })
  const form = useForm({ initial: { providerId: '', plannedAt: tomorrow() }, rules: { providerId: chosen, plannedAt: required } })
  const labels = { providerId: t('request.provider'), plannedAt: t('request.plannedAt') }
  const submit = () =>
    form.submit(async ({ providerId, plannedAt }) => {
      try {
        for (const request of requests) await homeCare.assign(request, { providerId, plannedAt: instantOf(plannedAt) ?? '' })
      } finally {
        await queries.invalidateQueries({ queryKey: ['requests'] })
      }
      say(t('request.assigned', { name: providers.data?.find((one) => one.id === providerId)?.name ?? '' }))
      onDone()
    })
  const title = requests.length > 1 ? t('request.assignMany', { count: requests.length }) : t('request.assign')
  return (
    <form
      className="stack"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorSummary form={form} labels={labels} />
      <Loaded query={providers}>
        {(items) => {
          const options = items.map((one) => ({ value: one.id, label: `${one.name} ${one.phone}` }))
          const set = (providerId: string) => form.set({ providerId })
          if (items.length === 0) return <p className="quiet">{t('request.noProvider')}</p>
          if (items.length <= fewEnoughToShow)
            return (
              <Choice
                id={form.id('providerId')}
                legend={labels.providerId}
                name="provider"
                value={form.values.providerId}
                options={options}
                error={form.errors.providerId}
                onChange={set}
              />
            )
          return (
            <Field form={form} name="providerId" label={labels.providerId}>
              {(field) => (
                <Select
                  {...field}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={form.values.providerId || undefined}
                  options={options}
                  onChange={set}
                />
              )}
            </Field>
          )
        }}
      </Loaded>
      <Field form={form} name="plannedAt" label={labels.plannedAt} hint={inWords(form.values.plannedAt, language)}>
        {(field) => <DateTime {...field} value={form.values.plannedAt} onChange={(plannedAt) => form.set({ plannedAt })} />}
      </Field>
      <Button type="primary" htmlType="submit" loading={form.sending}>
        {title}
      </Button>
    </form>
  )
}
