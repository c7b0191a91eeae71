import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { RevealedView, RevealForm } from '../api/generated/hotline'
import type { AreaStep, RevealedResident } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Dialog } from './Dialog'
import { keyboardIsFree } from './focus'
import { Choice } from './form/Choice'
import { ErrorSummary } from './form/ErrorSummary'
import { Field } from './form/Field'
import { required } from './form/rules'
import { type Rule, useForm } from './form/useForm'
import { mapOf, telOf } from './reach'

/** What every reveal answers: of a ticket maybe two people, of a resident the identity number too; and what else was asked for, line by line. */
type Revealed = RevealedView & Partial<Pick<RevealedResident, 'identityNumber'>> & { lines?: readonly { label: string; value: string }[] }

interface Props {
  ask: (why: RevealForm) => Promise<Revealed>
  label?: string
  /** The areas that the address lies in, for a map. */
  within?: AreaStep[]
}

const purposes = ['call-back', 'visit', 'verify', 'handle', 'urgent', 'under-order', 'other'] as const
/** What each purpose needs beside itself. */
const beside = { other: ['note'], 'under-order': ['authority', 'document'] } as const
type Beside = 'note' | 'authority' | 'document'

const asksFor = (purpose: (typeof purposes)[number]): readonly Beside[] => (purpose in beside ? beside[purpose as keyof typeof beside] : [])
const whereAsked =
  (name: Beside): Rule<string> =>
  (text, all) =>
    asksFor(all.purpose as (typeof purposes)[number]).includes(name) ? required(text, all) : undefined
const shownFor = 60_000

/** Masked data in clear, for a stated purpose and for a minute; the service keeps who looked and why. */
export function Reveal({ ask, label, within }: Props) {
  const { t } = useI18n()
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<Revealed>()
  const form = useForm({
    initial: { purpose: 'call-back' as (typeof purposes)[number], note: '', authority: '', document: '' },
    rules: { note: whereAsked('note'), authority: whereAsked('authority'), document: whereAsked('document') },
  })
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(undefined), shownFor)
    return () => clearTimeout(timer)
  }, [shown])

  // Hidden again, by hand or by time: whoever was there is at the button that shows it.
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(shown)
  useEffect(() => {
    if (before.current && !shown && keyboardIsFree()) button.current?.focus()
    before.current = shown
  }, [shown])

  const labels = { note: t('reveal.words'), authority: t('reveal.authority'), document: t('reveal.document') }
  const send = () =>
    form.submit(async ({ purpose, ...said }) => {
      setShown(await ask({ purpose, ...Object.fromEntries(asksFor(purpose).map((name) => [name, said[name]])) }))
      setAsking(false)
    })

  if (shown) {
    return (
      <section className="revealed" aria-label={t('reveal.shown')}>
        <div className="stack">
          <RevealedLines person={shown} label={shown.beneficiary && t('ticket.reporter')} within={within} />
          {shown.beneficiary && <RevealedLines person={shown.beneficiary} label={t('ticket.beneficiary')} within={within} />}
        </div>
        <Button size="small" autoFocus onClick={() => setShown(undefined)}>
          {t('reveal.hide')}
        </Button>
      </section>
    )
  }
  return (
    <>
      <Button ref={button} size="small" onClick={() => setAsking(true)}>
        {label ?? t('reveal.open')}
      </Button>
      {asking && (
        <Dialog title={t('reveal.title')} onClose={() => setAsking(false)}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <ErrorSummary form={form} labels={{ purpose: t('reveal.purpose'), ...labels }} />
            <Choice
              legend={t('reveal.purpose')}
              name="purpose"
              value={form.values.purpose}
              onChange={(purpose) => form.set({ purpose })}
              options={purposes.map((value) => ({ value, label: t(`reveal.purposes.${value}`) }))}
            />
            {asksFor(form.values.purpose).map((name) => (
              <Field key={name} form={form} name={name} label={labels[name]}>
                {(field) => <Input {...field} value={form.values[name]} onChange={(event) => form.set({ [name]: event.target.value })} />}
              </Field>
            ))}
            <p className="quiet">{t(form.values.purpose === 'under-order' ? 'reveal.reviewed' : 'reveal.audited')}</p>
            <div className="buttons">
              <Button type="primary" htmlType="submit" loading={form.sending}>
                {t('reveal.confirm')}
              </Button>
              <Button onClick={() => setAsking(false)}>{t('form.cancel')}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}

/** What is shown can be called and found from here: by this device, when somebody touches it. */
function RevealedLines({ person, label, within = [] }: { person: Revealed; label?: string; within?: AreaStep[] }) {
  const { t } = useI18n()
  // County and town: a committee's name leads a map to the committee.
  const areas = within
    .slice(0, 2)
    .map((step) => step.name)
    .join('')
  return (
    <dl aria-label={label}>
      {(['name', 'phone', 'address', 'identityNumber'] as const).map((name) =>
        person[name] ? (
          <div key={name}>
            <dt>{name === 'name' && label ? label : t(`person.${name}`)}</dt>
            <dd className="figures">
              {person[name]} {name === 'phone' && <a href={telOf(person[name])}>{t('reveal.call')}</a>}
              {name === 'address' && <a href={mapOf(`${areas}${person[name]}`, navigator.userAgent)}>{t('reveal.map')}</a>}
            </dd>
          </div>
        ) : null,
      )}
      {person.lines?.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
