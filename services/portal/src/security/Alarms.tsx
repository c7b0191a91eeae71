import { Button } from 'antd'
import { useState } from 'react'
import { everything } from '../api/door'
import { securityAlarms } from '../api/generated/every'
import type { SecurityAlarmView } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Away } from '../ui/Away'
import { DoorForm } from '../ui/form/DoorForm'
import { formatInstant } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { useEveryService } from '../ui/useEveryService'

type Service = keyof typeof securityAlarms
const services = Object.keys(securityAlarms) as Service[]

const waitingAt = async (service: Service) => ({ service, alarms: await everything(securityAlarms[service].list, {}) })

/** What the rules found and nobody has looked at: above the log until somebody says what it was. */
export function Alarms() {
  const { t } = useI18n()
  const all = useEveryService('security-alarms', services, waitingAt, 30_000)
  const waiting = all.data?.flatMap(({ service, alarms }) => alarms.map((alarm) => ({ service, alarm })))
  const sorted = waiting?.sort((one, other) => other.alarm.at.localeCompare(one.alarm.at))
  return (
    <>
      <Away of={all.away} what="security.alarmList" again={all.refetch} />
      <Loaded query={{ ...all, data: sorted }}>
        {(found) =>
          found.length > 0 && (
            <section className="stack" aria-labelledby="alarms">
              <h3 id="alarms">{t('security.alarms', { count: found.length })}</h3>
              <ul className="cards security-alarms">
                {found.map(({ service, alarm }) => (
                  <AlarmCard key={`${service}.${alarm.id}`} service={service} alarm={alarm} onDone={all.refetch} />
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
    </>
  )
}

function AlarmCard({ service, alarm, onDone }: { service: Service; alarm: SecurityAlarmView; onDone: () => Promise<unknown> }) {
  const { t, language } = useI18n()
  const [looking, setLooking] = useState(false)
  const rule = wordOf(t, 'security.rule', alarm.rule)
  return (
    <li className="card stack">
      <p>
        <strong>{rule}</strong> <span className="quiet">{t('security.within', { count: alarm.count, minutes: alarm.minutes })}</span>
      </p>
      <p className="quiet">
        {formatInstant(alarm.at, language)} · {wordOf(t, 'parked.names', service)} ·{' '}
        <span className="figures security-id">{alarm.account ?? alarm.address}</span>
      </p>
      {looking ? (
        <DoorForm
          title="security.acknowledge"
          plain
          draft={false}
          door={securityAlarms[service].acknowledge}
          given={{ id: alarm.id }}
          fields={{ note: { label: 'security.note', rows: 2, focus: true } }}
          said="security.acknowledged"
          done={onDone}
          cancel={() => setLooking(false)}
        />
      ) : (
        <div className="buttons">
          <Button aria-label={`${t('security.acknowledge')} ${rule}`} onClick={() => setLooking(true)}>
            {t('security.acknowledge')}
          </Button>
        </div>
      )}
    </li>
  )
}
