import { useState } from 'react'
import { notices } from '../api/generated/kiosk'
import { useI18n } from '../i18n/I18n'
import { formatDay } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { SearchField } from '../ui/SearchField'
import type { FlowProps } from './NeedFlow'
import { Screen } from './Screen'

export function KioskNotices({ leave }: FlowProps) {
  const { t, language } = useI18n()
  const [words, setWords] = useState('')
  const query = usePages(notices.list, words ? { q: words } : {})
  return (
    <Screen question={t('kiosk.notices.title')} home={leave} back={leave}>
      <SearchField label={t('notice.search')} value={words} longest={notices.list.rules.query?.q?.maxLength} onSearch={setWords} />
      <Loaded query={query}>
        {(items) =>
          items.length === 0 ? (
            <p>{t(words ? 'list.nothingFound' : 'kiosk.notices.none')}</p>
          ) : (
            <div className="kiosk-notices">
              {items.map((notice) => (
                <article key={notice.id}>
                  <h2>{notice.title}</h2>
                  <p className="words">{notice.text}</p>
                  <p className="quiet">{formatDay(notice.publishedAt, language)}</p>
                </article>
              ))}
            </div>
          )
        }
      </Loaded>
    </Screen>
  )
}
