import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Door } from '../../api/door'
import type { Problem } from '../../api/problem'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { useToast } from '../Toast'
import { Discard } from './Discard'
import { ErrorSummary } from './ErrorSummary'
import { Fields } from './Fields'
import { type FieldSpecs, useDoorForm } from './useDoorForm'

interface Props<Given extends { body: object }, Answer> {
  /** Heading, name of the form and of its button. */
  title: TextKey
  /** Under the heading: what to know before one writes. */
  lead?: TextKey
  door: Door<Given, Answer>
  given?: Omit<Given, 'body' | 'signal'>
  with?: Partial<Given['body']>
  fields: FieldSpecs<Given['body']>
  initial?: Partial<Given['body']>
  draft?: string | false
  /** A line that fades, filled with what was sent. */
  said?: TextKey
  done?: (answer: Answer, body: Given['body']) => unknown
  /** The service said no, which is shown in the form; what else there is to do. */
  refused?: (why: Problem, body: Given['body']) => unknown
  cancel?: () => void
  /** Where the form is the page, its heading is the page's. */
  heading?: 'h2' | 'h3'
  /** No frame of its own: in a dialog or a card. */
  plain?: boolean
  /** Large buttons side by side, for a thumb. */
  thumb?: boolean
  children?: ReactNode
}

/** The one frame of a form that goes to one door: heading, all that is wrong, fields, the filled button and a way back. */
export function DoorForm<Given extends { body: object }, Answer>({ title, lead, door, said, done, refused, cancel, ...props }: Props<Given, Answer>) {
  const { heading: Heading = 'h3', plain = false, thumb = false, children, ...settings } = props
  const { t } = useI18n()
  const say = useToast()
  const of = useDoorForm(door, settings)
  const { form, asked, send } = of
  const size = thumb ? 'large' : undefined
  const leave = () => {
    form.reset()
    cancel?.()
  }
  return (
    <form
      className={plain ? 'stack' : 'card stack'}
      aria-label={t(title)}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) event.currentTarget.requestSubmit()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void send((answer, body) => {
          if (said) say(t(said, body as Record<string, string>))
          return done?.(answer, body)
        }, refused)
      }}
    >
      {!plain && <Heading>{t(title)}</Heading>}
      {lead && <p className="quiet">{t(lead)}</p>}
      <ErrorSummary form={form} labels={Object.fromEntries(asked.map(({ name, label }) => [name, label]))} />
      <Fields of={of} />
      {children}
      <div className={thumb ? 'visit-actions' : 'buttons'}>
        <Button type="primary" size={size} htmlType="submit" loading={form.sending}>
          {t(title)}
        </Button>
        {cancel && (
          <Discard written={form.written} leave={leave} size={size}>
            {t('form.cancel')}
          </Discard>
        )}
      </div>
    </form>
  )
}
