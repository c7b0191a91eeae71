import { useI18n } from '../../i18n/I18n'
import type { Form } from './useForm'

interface Props<T> {
  form: Form<T>
  labels: Record<string, string>
}

/** After a send that was refused: all that is wrong in one place, each line leading to its field. Focus comes here. */
export function ErrorSummary<T>({ form, labels }: Props<T>) {
  const { t } = useI18n()
  const order = Object.keys(labels)
  const names = form.refused ? Object.keys(form.errors).sort((a, b) => order.indexOf(a) - order.indexOf(b)) : []
  const shown = form.failure || names.length > 0
  return (
    <div id={form.id('summary')} tabIndex={-1} role="alert" className={shown ? 'summary' : 'unseen'}>
      {form.failure && <p>{form.failure}</p>}
      {names.length > 0 && (
        <>
          <p>{t('form.summary', { count: names.length })}</p>
          <ul>
            {names.map((name) => (
              <li key={name}>
                <a
                  href={`#${form.id(name)}`}
                  onClick={(event) => {
                    event.preventDefault()
                    document.getElementById(form.id(name))?.focus()
                  }}
                >
                  {labels[name] ? `${labels[name]}：` : ''}
                  {form.errors[name]}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
