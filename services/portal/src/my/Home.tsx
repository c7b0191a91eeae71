import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { ActingView, SignedInResident } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { usePages } from '../ui/list/usePages'
import { ActFor } from './ActFor'
import { mine } from './doors'
import { partsOf } from './parts'
import { mySession } from './session'
import { Title } from './Title'

export function Home({ resident, acting }: { resident: SignedInResident; acting?: ActingView }) {
  const { t } = useI18n()
  return (
    <>
      <Title>{acting ? t('my.family.home', { name: acting.name }) : t('my.welcome', { name: resident.name })}</Title>
      {!acting && <Community code={resident.areaCode} />}
      {may({ role: 'resident', proxy: acting }, 'own.read') && <Open />}
      {!acting && <ActFor />}
      <nav aria-label={t('my.title')}>
        <ul className="my-ways">
          {partsOf(acting).map(({ name, title, hint }) => (
            <li key={name}>
              <Link to={`/my/${name}`}>
                <strong>{t(title)}</strong>
                <span>{t(hint)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Button size="large" block onClick={() => void mySession.signOut()}>
        {t('my.signOut')}
      </Button>
      <p className="quiet">{t('my.signOutHint')}</p>
    </>
  )
}

/** Where they are at home. */
function Community({ code }: { code: string }) {
  const { data } = useQuery({ queryKey: [mine.area.path, code], queryFn: () => mine.area({ code }) })
  return data ? <p className="quiet">{data.name}</p> : null
}

/** What of theirs is under way, of the newest. */
function Open() {
  const { t } = useI18n()
  const tickets = usePages(mine.tickets, {}).data ?? []
  const requests = usePages(mine.requests, {}).data ?? []
  const count = [...tickets, ...requests].filter(({ open }) => open).length
  if (count === 0) return null
  return (
    <Link to="/my/matters" className="my-open">
      {t('my.openMatters', { count })}
    </Link>
  )
}
