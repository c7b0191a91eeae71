import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { everything } from '../api/door'
import { requests as careRequests, providers, type RequestView } from '../api/generated/home-care'
import { useI18n } from '../i18n/I18n'
import { Choice } from '../ui/form/Choice'
import { DateTime } from '../ui/form/DateTime'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { chosen, required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { instantOf, inWords, localOf } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { useRenew } from '../ui/list/usePages'
import { useToast } from '../ui/Toast'

const fewEnoughToShow = 10

/** Tomorrow at nine: what a coordinator mostly means. */
const tomorrow = () => `${localOf(new Date(Date.now() + 24 * 3600e3)).slice(0, 10)}T09:00`

export function AssignForm({ requests, onDone }: { requests: RequestView[]; onDone: () => void }) {
  const { t, language } = useI18n()
  const renew = useRenew()
  const say = useToast()
  const known = useQuery({ queryKey: [providers.list.path, 'all'], queryFn: () => everything(providers.list, {}) })
  const form = useForm({ initial: { providerId: '', plannedAt: tomorrow() }, rules: { providerId: chosen, plannedAt: required } })
  const labels = { providerId: t('request.provider'), plannedAt: t('request.plannedAt') }
  const submit = () =>
    form.submit(async ({ providerId, plannedAt }) => {
      try {
        for (const request of requests) await careRequests.assign({ id: request.id, body: { providerId, plannedAt: instantOf(plannedAt) ?? '' } })
      } finally {
        await renew(careRequests.assign)
      }
      say(t('request.assigned', { name: known.data?.find((one) => one.id === providerId)?.name ?? '' }))
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
      <Loaded query={known}>
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
