import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { type PublicTicketView, publicTickets } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { useSize } from '../ui/Look'
import { Mark } from '../ui/Mark'
import { Switches } from '../ui/Switches'
import './ask.css'

/** Where a slip's QR code leads: how a matter stands, for whoever has its number and its code, signed in or not. The code is typed: an address is kept by many on its way. */
export default function AskPage() {
  useSize('phone')
  const { t, language } = useI18n()
  const { number = '' } = useParams()
  const [found, setFound] = useState<PublicTicketView>()
  const form = useForm({ initial: { number, code: '' }, rules: { number: required, code: required } })
  const labels = { number: t('ticket.field.number'), code: t('ticket.queryCode') }
  return (
    <div className="ask">
      <header>
        <Switches />
      </header>
      <main>
        <Mark size={44} />
        <h1>{t('kiosk.menu.ask')}</h1>
        {found && (
          <section className="card stack" aria-live="polite" aria-label={t('kiosk.ask.title')}>
            <p className="ask-state">{found.words[language]}</p>
            <p className="quiet figures">{found.number}</p>
            <p className="words">{found.reply ?? t('kiosk.ask.noReply')}</p>
            <Button onClick={() => setFound(undefined)}>{t('kiosk.pay.again')}</Button>
          </section>
        )}
        {!found && (
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void form.submit(async (asked) => setFound(await publicTickets.ask({ number: asked.number.trim(), code: asked.code.trim() })))
            }}
          >
            <ErrorSummary form={form} labels={labels} />
            {(['number', 'code'] as const).map((name) => (
              <Field key={name} form={form} name={name} label={labels[name]}>
                {(field) => (
                  <Input
                    {...field}
                    size="large"
                    inputMode="numeric"
                    autoComplete="off"
                    value={form.values[name]}
                    onChange={(event) => form.set({ [name]: event.target.value })}
                  />
                )}
              </Field>
            ))}
            <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
              {t('kiosk.ask.search')}
            </Button>
          </form>
        )}
        <Link to="/privacy">{t('privacy.title')}</Link>
      </main>
    </div>
  )
}
