import { Tooltip } from 'antd'
import type { TicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { type TextKey, wordOf } from '../i18n/language'
import { standing } from './deadline'
import { formatInstant, formatSpan } from './format'
import { Shape } from './Shape'
import { useNow } from './useNow'

/** A ticket, or a care request, which has the deadline alone. */
type Dated = Pick<TicketView, 'createdAt' | 'dueAt'> &
  Partial<Pick<TicketView, 'resolvedAt' | 'late' | 'dueProvisional'>> & { state: string; urgency: string }

interface Props {
  of: Dated
  /** Says on hover and focus how the deadline came about. */
  explained?: boolean
}

/** State is word, shape and colour: 正常, 临期（黄牌）, 超期（红牌）, with the time in words. */
export function DeadlineTag({ of, explained }: Props) {
  const { t, language } = useI18n()
  const now = useNow()
  const done = of.resolvedAt !== undefined && (of.state === 'resolved' || of.state === 'closed')
  const { standing: running, left } = standing(of.createdAt, of.dueAt, now)
  const stands = done ? (of.late ? 'late' : 'normal') : running
  const words = done ? t(of.late ? 'deadline.doneLate' : 'deadline.doneInTime') : t(`deadline.${stands}` as TextKey)
  const time = done ? '' : t(left < 0 ? 'deadline.over' : 'deadline.left', { time: formatSpan(left, t) })
  const tag = (
    <span className="deadline" data-standing={stands} {...(explained && { tabIndex: 0, role: 'note' })}>
      <Shape standing={stands} />
      <span className="deadline-word">{words}</span>
      {time && <span className="deadline-time">{time}</span>}
    </span>
  )
  if (!explained) return tag
  const rule = wordOf(t, 'deadline.rule', of.urgency)
  const values = { rule, received: formatInstant(of.createdAt, language), due: formatInstant(of.dueAt, language) }
  return (
    <Tooltip title={`${t('deadline.how', values)}${of.dueProvisional ? t('deadline.provisional') : ''}`} trigger={['hover', 'focus']}>
      {tag}
    </Tooltip>
  )
}
