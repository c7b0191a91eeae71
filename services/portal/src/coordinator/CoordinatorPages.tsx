import { Route, Routes } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { TopBar } from '../ui/TopBar'
import { Elderly } from './Elderly'
import { Providers } from './Providers'
import { Requests } from './Requests'
import './coordinator.css'

export default function CoordinatorPages() {
  const { t } = useI18n()
  const links = [
    { to: '/coordinator', label: t('request.list') },
    { to: '/coordinator/providers', label: t('provider.list') },
    { to: '/coordinator/elderly', label: t('elder.list') },
  ]
  return (
    <>
      <TopBar title={t('request.title')} links={links} />
      <main className="page page-wide">
        <Routes>
          <Route index element={<Requests />} />
          <Route path="providers" element={<Providers />} />
          <Route path="elderly" element={<Elderly />} />
        </Routes>
      </main>
    </>
  )
}
