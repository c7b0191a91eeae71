import { Navigate, Route, Routes } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { Begin, Begun } from '../ui/form/Begun'
import { Moves } from '../ui/resident/Moves'
import { RegisterResident } from '../ui/resident/RegisterResident'
import { TopBar } from '../ui/TopBar'
import { Accounts } from './Accounts'
import { Notices } from './Notices'
import { ParkedMessages } from './ParkedMessages'
import { ResidentPage } from './ResidentPage'
import { Residents } from './Residents'
import './admin.css'

export default function AdminPages() {
  const { t } = useI18n()
  const links = [
    { to: '/admin/residents', label: t('admin.residents') },
    { to: '/admin/notices', label: t('admin.notices') },
    { to: '/admin/accounts', label: t('admin.accounts') },
    { to: '/admin/parked', label: t('admin.parked') },
  ]
  return (
    <>
      <TopBar title={t('admin.title')} links={links} />
      <main className="page page-wide">
        <Routes>
          <Route index element={<Navigate to="residents" replace />} />
          <Route path="residents" element={<Residents />} />
          <Route path="residents/moves" element={<Moves back="/admin/residents" />} />
          <Route path="residents/new" element={<Begin />} />
          <Route
            path="residents/new/:begun"
            element={
              <Begun>
                <RegisterResident back="/admin/residents" />
              </Begun>
            }
          />
          <Route path="residents/:id" element={<ResidentPage />} />
          <Route path="notices" element={<Notices />} />
          <Route path="accounts" element={<Accounts />} />
          <Route path="parked" element={<ParkedMessages />} />
        </Routes>
      </main>
    </>
  )
}
