import { useState } from 'react'
import { homeCare } from '../api/home-care'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { AreaName } from '../ui/AreaName'
import { AreaPicker } from '../ui/AreaPicker'
import { DataTable } from '../ui/DataTable'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/usePages'

/** The register of elderly people, kept by the network's events. */
export function Elderly() {
  const { t } = useI18n()
  const [chain, setChain] = useState<string[]>([])
  const query = usePages(['elderly', chain.at(-1)], (cursor) => homeCare.elderly(chain.at(-1), cursor))
  return (
    <>
      <div className="page-head">
        <h2>{t('elder.list')}</h2>
        <AreaPicker id="elderly-area" legend={t('request.area')} chain={chain} onChange={setChain} />
      </div>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 && !query.hasNextPage ? (
            <Empty title={t('elder.none')}>{t('elder.noneHint')}</Empty>
          ) : (
            <DataTable
              label={t('elder.list')}
              rows={rows}
              rowKey={(elder) => elder.residentId}
              columns={[
                { name: 'name', label: t('person.name'), cell: (elder) => <strong>{elder.name}</strong> },
                { name: 'birthYear', label: t('elder.birthYear'), cell: (elder) => <span className="figures">{elder.birthYear}</span> },
                {
                  name: 'tags',
                  label: t('resident.tags'),
                  cell: (elder) => (
                    <span className="tags">
                      {elder.tags.map((tag) => (
                        <span key={tag} className={tag === 'living-alone' ? 'badge badge-near' : 'badge'}>
                          {wordOf(t, 'tag', tag)}
                        </span>
                      ))}
                    </span>
                  ),
                },
                { name: 'area', label: t('request.area'), cell: (elder) => <AreaName code={elder.areaCode} /> },
              ]}
            />
          )
        }
      </Loaded>
    </>
  )
}
