import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import 'dayjs/locale/zh-cn'
import { useMemo, useState } from 'react'
import { useI18n } from '../../i18n/I18n'
import { localOf } from '../format'
import type { DateTimeProps } from './DateTime'

dayjs.extend(customParseFormat)

const kept = 'YYYY-MM-DDTHH:mm'
/** As it is shown, and as it may be typed as well. */
const typed = ['YYYY-MM-DD HH:mm', 'YYYY-M-D H:mm', 'YYYY/M/D H:mm', 'YYYY年M月D日 H:mm', 'YYYYMMDDHHmm', 'YYYYMMDD HHmm', 'YYYYMMDD H:mm']

const isRead = (text: string) => typed.some((format) => dayjs(text, format, true).isValid())

/** antd's picker in the page's language. It reckons without a zone, so that the city's time stays the city's time wherever the screen stands. */
export default function Calendar({ value, onChange, ...field }: DateTimeProps & { autoFocus: boolean }) {
  const { t, language } = useI18n()
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  // Another object is another value to the picker: it would forget what is being picked whenever the form is drawn.
  const at = useMemo(() => (value ? dayjs(value) : null), [value])
  // The picker forgets without a word what it cannot read.
  const [unread, setUnread] = useState('')
  // Its columns scroll and have no names: Tab reaches them, and they are read out as what they are.
  const nameColumns = (panel: HTMLElement | null) => {
    for (const column of panel?.querySelectorAll<HTMLElement>('ul[data-type]') ?? []) {
      column.tabIndex = 0
      column.ariaLabel = t(column.dataset.type === 'hour' ? 'form.hour' : 'form.minute')
    }
  }
  return (
    <>
      <DatePicker
        {...field}
        className="date-time"
        value={at}
        onChange={(picked) => {
          setUnread('')
          onChange(picked ? picked.format(kept) : '')
        }}
        onFocus={() => setUnread('')}
        onBlur={(event) => {
          field.onBlur(event)
          const text = event.target instanceof HTMLInputElement ? event.target.value.trim() : ''
          setUnread(isRead(text) ? '' : text)
        }}
        format={typed}
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        showNow={false}
        presets={[{ label: t('form.now'), value: () => dayjs(localOf(new Date())) }]}
        // What was typed stands as soon as the field is left.
        needConfirm={false}
        panelRender={(panel) => <div ref={nameColumns}>{panel}</div>}
        // On a phone the calendar is a sheet that covers the lower part of the page: not the field.
        onOpenChange={(open) => open && document.getElementById(field.id)?.closest('.field')?.scrollIntoView({ block: 'nearest' })}
        placeholder={t('form.dateTime')}
      />
      {unread && (
        <div className="field-error" role="alert">
          {t('form.unread', { text: unread })}
        </div>
      )}
    </>
  )
}
