import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { OwnRecordView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { formatDay } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { Copy } from './Copy'
import { mine } from './doors'
import { Facts } from './Facts'
import { householdLines, keptInWords, recordLines } from './lines'
import { ToPart } from './ToPart'

/** What is registered of them, how long what is kept, and what happened. */
export default function Record() {
  const record = useQuery({ queryKey: [mine.record.path], queryFn: () => mine.record({}) })
  return (
    <>
      <Loaded query={record}>{(found) => <Registered of={found} />}</Loaded>
      <Household />
      <Lived />
      <Copy />
    </>
  )
}

function Registered({ of }: { of: OwnRecordView }) {
  const { t, language } = useI18n()
  return (
    <>
      <Facts of={recordLines(of, t, language)} />
      <ToPart name="corrections">{t('my.record.wrong')}</ToPart>
      <section aria-labelledby="my-kept">
        <h2 id="my-kept">{t('my.record.kept')}</h2>
        <ul className="my-list">
          {of.kept.map((one) => (
            <li key={one.kind}>{keptInWords(one, t)}</li>
          ))}
        </ul>
        <Link to="/privacy">{t('privacy.title')}</Link>
      </section>
    </>
  )
}

function Household() {
  const { t, language } = useI18n()
  const household = useQuery({ queryKey: [mine.household.path], queryFn: () => mine.household({}) })
  return (
    <section aria-labelledby="my-household">
      <h2 id="my-household">{t('my.record.household')}</h2>
      <Loaded query={household}>
        {(found) => (found.role ? <Facts of={householdLines(found, t, language)} /> : <p className="quiet">{t('my.record.noHousehold')}</p>)}
      </Loaded>
    </section>
  )
}

function Lived() {
  const { t, language } = useI18n()
  const lived = usePages(mine.timeline, {})
  return (
    <section aria-labelledby="my-lived">
      <h2 id="my-lived">{t('my.record.lived')}</h2>
      <Loaded query={lived}>
        {(items) =>
          items.length === 0 ? (
            <p className="quiet">{t('my.record.nothing')}</p>
          ) : (
            <ol className="my-list">
              {items.map(({ at, service, words }) => (
                <li key={`${at} ${service} ${words.en}`}>
                  <span className="quiet">{formatDay(at, language)}</span>
                  <span>{words[language]}</span>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  )
}
