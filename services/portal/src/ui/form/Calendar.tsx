import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useI18n } from '../../i18n/I18n'
import { localOf } from '../format'
import type { DateTimeProps } from './DateTime'

const kept = 'YYYY-MM-DDTHH:mm'
/** As it is shown, and as it may be typed as well. */
const typed = ['YYYY-MM-DD HH:mm', 'YYYY-M-D H:mm', 'YYYY/M/D H:mm', 'YYYY年M月D日 H:mm', 'YYYYMMDDHHmm', 'YYYYMMDD HHmm', 'YYYYMMDD H:mm']

/** antd's picker in the page's language. It reckons without a zone, so that the city's time stays the city's time wherever the screen stands. */
export default function Calendar({ value, onChange, ...field }: DateTimeProps) {
  const { t, language } = useI18n()
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  return (
    <DatePicker
      {...field}
      className="date-time"
      value={value ? dayjs(value) : null}
      onChange={(at) => onChange(at ? at.format(kept) : '')}
      format={typed}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      showNow={false}
      presets={[{ label: t('form.now'), value: () => dayjs(localOf(new Date())) }]}
      // What was typed stands as soon as the field is left.
      needConfirm={false}
      placeholder={t('form.dateTime')}
    />
  )
}
