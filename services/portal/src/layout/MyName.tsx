import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { useAccount } from '../ui/useSession'
import { PostSwitch } from './PostSwitch'

/** Who is signed in, which leads to how they sign in, and as what. */
export function MyName() {
  const { t } = useI18n()
  const { name } = useAccount()
  return (
    <span className="top-bar-me">
      <Link to="/me" className="my-name" title={t('me.title')}>
        {name}
      </Link>
      <PostSwitch />
    </span>
  )
}
