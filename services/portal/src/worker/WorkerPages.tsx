import { Route, Routes } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { CriticalAlarm } from '../ui/alarm/CriticalAlarm'
import { SoundSwitch } from '../ui/alarm/SoundSwitch'
import { Begin, Begun } from '../ui/form/Begun'
import { useSize } from '../ui/Look'
import { Moves } from '../ui/resident/Moves'
import { RegisterResident } from '../ui/resident/RegisterResident'
import { TopBar } from '../ui/TopBar'
import { useNarrow } from '../ui/useNarrow'
import { RecordNeed } from './RecordNeed'
import { Residents } from './Residents'
import { Today } from './Today'
import { WorkerTicket } from './WorkerTicket'
import './worker.css'

/** Phone first: today's list, then what a resident brings. */
export default function WorkerPages() {
  const { t } = useI18n()
  useSize(useNarrow() ? 'phone' : 'desk')
  const links = [
    { to: '/worker', label: t('worker.today') },
    { to: '/worker/record', label: t('worker.record') },
    { to: '/worker/residents', label: t('worker.residents') },
  ]
  return (
    <>
      <TopBar title={t('worker.title')} links={links} phone alarm={<CriticalAlarm at="/worker/tickets" />} sound={<SoundSwitch />} />
      <main className="page worker">
        <Routes>
          <Route index element={<Today />} />
          <Route path="record" element={<Begin />} />
          <Route
            path="record/:begun"
            element={
              <Begun>
                <RecordNeed />
              </Begun>
            }
          />
          <Route path="tickets/:id" element={<WorkerTicket />} />
          <Route path="residents" element={<Residents />} />
          <Route path="residents/moves" element={<Moves back="/worker/residents" />} />
          <Route path="residents/new" element={<Begin />} />
          <Route
            path="residents/new/:begun"
            element={
              <Begun>
                <RegisterResident back="/worker/residents" />
              </Begun>
            }
          />
        </Routes>
      </main>
    </>
  )
}
