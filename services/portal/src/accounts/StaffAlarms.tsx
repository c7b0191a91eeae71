import { useQuery } from '@tanstack/react-query'
import { staffAlarms } from '../api/generated/every'
import { accounts, type StaffAlarmView } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'
import { RowActions } from '../ui/list/RowActions'
import { useEveryService } from '../ui/useEveryService'

type Service = keyof typeof staffAlarms
const services = Object.keys(staffAlarms) as Service[]

const newAt = async (service: Service) => ({ service, alarms: (await staffAlarms[service].list({})).items })

/** What admins are told of those in their area, by all services, until they have seen it. */
export function StaffAlarms() {
  const { t } = useI18n()
  const all = useEveryService('staff-alarms', services, newAt, 60_000)
  const found = all.data?.flatMap(({ service, alarms }) => alarms.map((alarm) => ({ service, alarm }))) ?? []
  if (found.length === 0) return null
  const sorted = found.sort((one, other) => other.alarm.at.localeCompare(one.alarm.at))
  return (
    <section className="card stack" aria-label={t('admin.alarms')}>
      <h2>{t('admin.alarms')}</h2>
      <p className="quiet">{t('admin.alarmsHint')}</p>
      {sorted.map(({ service, alarm }) => (
        <OneAlarm key={`${service}.${alarm.id}`} service={service} of={alarm} onSeen={all.refetch} />
      ))}
    </section>
  )
}

function OneAlarm({ service, of: { id, at, rule, account }, onSeen }: { service: Service; of: StaffAlarmView; onSeen: () => Promise<unknown> }) {
  const { t, language } = useI18n()
  // Who works elsewhere too is an account of the admins above.
  const whose = useQuery({
    queryKey: [accounts.get.path, account],
    queryFn: () => accounts.get({ id: account as string }),
    enabled: account !== undefined,
  })
  const what = wordOf(t, 'security.rule', rule)
  const seen = async () => {
    await staffAlarms[service].see({ id })
    await onSeen()
  }
  return (
    <p>
      <strong>{what}</strong> {whose.data ? `${whose.data.name} ${whose.data.account}` : account}{' '}
      <span className="quiet">
        {formatInstant(at, language)} · {wordOf(t, 'parked.names', service)}
      </span>{' '}
      <RowActions door={accounts.list} name={what} of={[{ label: 'admin.seen', act: seen }]} />
    </p>
  )
}
