import { type NoticeView, notices } from '../api/generated/information-network'
import { AreaName } from '../areas/AreaName'
import { useI18n } from '../i18n/I18n'
import { DoorForm } from '../ui/form/DoorForm'
import { formatInstant } from '../ui/format'
import { ListPage } from '../ui/list/ListPage'

export default function Notices() {
  return (
    <ListPage
      title="notice.list"
      door={notices.list}
      filters={{ q: 'notice.search' }}
      none="notice.none"
      noneHint="notice.noneHint"
      card={(notice) => <Notice notice={notice} />}
      aside={<Publish />}
    />
  )
}

function Publish() {
  const fields = { title: 'notice.title', text: { label: 'notice.text', rows: 5 }, areaCode: 'notice.for', until: 'notice.until' } as const
  return <DoorForm title="notice.publish" door={notices.publish} fields={fields} said="notice.published" />
}

function Notice({ notice: { title, text, areaCode, publishedAt, until } }: { notice: NoticeView }) {
  const { t, language } = useI18n()
  return (
    <article className="card">
      <h3>{title}</h3>
      <p className="words">{text}</p>
      <p className="quiet">
        <AreaName code={areaCode} /> · {formatInstant(publishedAt, language)}
        {until && ` · ${t('notice.until')} ${formatInstant(until, language)}`}
      </p>
    </article>
  )
}
