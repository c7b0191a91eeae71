import { Button } from 'antd'
import { Link } from 'react-router'
import type { ActingView, SignedInResident } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { ActFor } from './ActFor'
import { partsOf } from './parts'
import { mySession } from './session'
import { Title } from './Title'

export function Home({ resident, acting }: { resident: SignedInResident; acting?: ActingView }) {
  const { t } = useI18n()
  return (
    <>
      <Title>{acting ? t('my.family.home', { name: acting.name }) : t('my.welcome', { name: resident.name })}</Title>
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
