import { Button } from 'antd'
import type { SignedInResident } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { mySession } from './session'
import { Title } from './Title'

export function Home({ resident }: { resident: SignedInResident }) {
  const { t } = useI18n()
  return (
    <>
      <Title>{t('my.welcome', { name: resident.name })}</Title>
      <p className="quiet">{t('my.signedIn')}</p>
      <Button size="large" block onClick={() => void mySession.signOut()}>
        {t('my.signOut')}
      </Button>
      <p className="quiet">{t('my.signOutHint')}</p>
    </>
  )
}
