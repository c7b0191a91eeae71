import { jobs, redraw } from '../api/generated/every'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Away } from '../ui/Away'
import { Loaded } from '../ui/Loaded'
import { DataTable } from '../ui/list/DataTable'
import { RowActions } from '../ui/list/RowActions'
import { useEveryService } from '../ui/useEveryService'

const services = Object.keys(jobs) as (keyof typeof jobs)[]

async function latestOf(service: keyof typeof jobs) {
  const { items } = await jobs[service].list({ limit: 50 })
  return { service, job: items.find(({ kind }) => kind === 'redraw-areas') }
}

/** How far the documents of each service have followed the areas, by its latest job; one that was stopped or has failed is begun anew here. */
export function RedrawProgress() {
  const { t } = useI18n()
  const all = useEveryService('redraw', services, latestOf, 3_000)
  return (
    <section className="stack" aria-labelledby="redraw">
      <h3 id="redraw">{t('redraw.list')}</h3>
      <p className="quiet">{t('redraw.lead')}</p>
      <Away of={all.away} what="redraw.list" again={all.refetch} />
      <Loaded query={all}>
        {(found) => (
          <DataTable
            label={t('redraw.list')}
            rows={found}
            rowKey={({ service }) => service}
            columns={[
              { name: 'service', label: t('parked.service'), cell: ({ service }) => t(`parked.names.${service}`) },
              { name: 'state', label: t('redraw.state'), cell: ({ job }) => (job ? wordOf(t, 'redraw.states', job.state) : t('redraw.never')) },
              {
                name: 'done',
                label: t('redraw.done'),
                cell: ({ job }) =>
                  job && <span className="figures">{t('redraw.doneOf', { done: String(job.done), of: String(job.of ?? job.done) })}</span>,
              },
              { name: 'error', label: t('parked.error'), cell: ({ job }) => job?.error },
              {
                name: 'actions',
                label: <span className="unseen">{t('ticket.actions')}</span>,
                cell: ({ service, job }) => (
                  <RowActions
                    door={jobs[service].list}
                    name={t(`parked.names.${service}`)}
                    of={[
                      job?.state === 'running' || job?.state === 'queued'
                        ? { label: 'redraw.stop', act: () => jobs[service].cancel({ id: job.id }).then(all.refetch), said: 'redraw.stopped' }
                        : { label: 'redraw.begin', act: () => redraw[service].redraw({}).then(all.refetch), said: 'redraw.begun' },
                    ]}
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}
