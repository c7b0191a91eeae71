import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { network } from '../api/network'
import { useI18n } from '../i18n/I18n'
import { AreaName } from '../ui/AreaName'
import { AreaPicker } from '../ui/AreaPicker'
import { Empty } from '../ui/Empty'
import { DateTime } from '../ui/form/DateTime'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { formatInstant, instantOf, inWords } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { useToast } from '../ui/Toast'
import { usePages } from '../ui/usePages'
import { useAccount } from '../ui/useSession'

export function Notices() {
  const { t, language } = useI18n()
  const query = usePages(['notices'], network.notices)
  return (
    <>
      <div className="page-head">
        <h2>{t('notice.list')}</h2>
      </div>
      <div className="split">
        <div className="cards">
          <Loaded query={query}>
            {(items) =>
              items.length === 0 ? (
                <Empty title={t('notice.none')}>{t('notice.noneHint')}</Empty>
              ) : (
                <div className="cards">
                  {items.map((notice) => (
                    <article key={notice.id} className="card">
                      <h3>{notice.title}</h3>
                      <p className="words">{notice.text}</p>
                      <p className="quiet">
                        <AreaName code={notice.areaCode} /> · {formatInstant(notice.publishedAt, language)}
                        {notice.until && ` · ${t('notice.until')} ${formatInstant(notice.until, language)}`}
                      </p>
                    </article>
                  ))}
                </div>
              )
            }
          </Loaded>
        </div>
        <Publish />
      </div>
    </>
  )
}

function Publish() {
  const { t, language } = useI18n()
  const account = useAccount()
  const queries = useQueryClient()
  const say = useToast()
  const form = useForm({
    initial: { title: '', text: '', until: '', areaCode: [] as string[] },
    rules: { title: required, text: required },
    draft: 'notice',
  })
  const { values, set } = form
  const labels = { title: t('notice.title'), text: t('notice.text'), until: t('notice.until'), areaCode: t('notice.for') }
  const submit = () =>
    form.submit(async ({ title, text, until, areaCode }) => {
      await network.publish({ title, text, until: instantOf(until), areaCode: areaCode.at(-1) ?? account.areaCode })
      await queries.invalidateQueries({ queryKey: ['notices'] })
      say(t('notice.published'))
    })
  return (
    <form
      className="card stack"
      aria-label={t('notice.publish')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t('notice.publish')}</h3>
      <ErrorSummary form={form} labels={labels} />
      <Field form={form} name="title" label={labels.title}>
        {(field) => <Input {...field} value={values.title} onChange={(event) => set({ title: event.target.value })} />}
      </Field>
      <Field form={form} name="text" label={labels.text}>
        {(field) => <Input.TextArea {...field} rows={5} value={values.text} onChange={(event) => set({ text: event.target.value })} />}
      </Field>
      <AreaPicker
        id={form.id('areaCode')}
        legend={labels.areaCode}
        chain={values.areaCode}
        error={form.errors.areaCode}
        onChange={(areaCode) => set({ areaCode })}
      />
      <Field form={form} name="until" label={labels.until} optional={t('form.optional')} hint={inWords(values.until, language)}>
        {(field) => <DateTime {...field} value={values.until} onChange={(until) => set({ until })} />}
      </Field>
      <Button type="primary" htmlType="submit" loading={form.sending}>
        {t('notice.publish')}
      </Button>
    </form>
  )
}
