import { useI18n } from '../i18n/I18n'
import type { Answers } from './need'

export function NeedCheck({ answers, kindWords }: { answers: Answers; kindWords: string }) {
  const { t } = useI18n()
  const lines = [
    [t('kiosk.need.about'), [kindWords, answers.more.trim()].filter(Boolean).join('：')],
    ...(answers.who === 'other' ? [[t('ticket.beneficiary'), answers.otherName]] : []),
    [t('person.name'), answers.name],
    [t('person.phone'), answers.phone],
  ] as const
  return (
    <dl className="kiosk-facts">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
