import { Select } from 'antd'
import { useNavigate } from 'react-router'
import { Post } from '../accounts/Post'
import type { PostView } from '../api/generated/identity'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { useAccount, useSession } from '../ui/useSession'

const placeOf = ({ areaCode, unitId, organisationId, residentId }: PostView) => [areaCode, unitId, organisationId, residentId].join()

/** As what one works: one word, or a choice where one works in several places. All roles of a place go together. */
export function PostSwitch() {
  const { t, language } = useI18n()
  const account = useAccount()
  const now = useSession()
  const navigate = useNavigate()
  const say = useToast()
  const all = now.account ? now.assignments : []
  const current = all.find((one) => now.account && one.id === now.assignment)
  const places = [...new Set(all.map(placeOf))].map((place) => all.filter((one) => placeOf(one) === place))
  const words = (posts: PostView[]) => [...new Set(posts.map(({ role }) => wordOf(t, 'role', role)))].join(t('admin.and'))
  if (places.length < 2 || !current) return <span className="quiet">{all.length ? words(all) : wordOf(t, 'role', account.role)}</span>
  return (
    <Select
      size="small"
      aria-label={t('app.post')}
      popupMatchSelectWidth={false}
      value={placeOf(current)}
      options={places.map((posts) => ({
        value: placeOf(posts[0] as PostView),
        label: (
          <>
            {words(posts)} <Post of={posts[0] as PostView} />
          </>
        ),
      }))}
      onChange={(place) => {
        const wanted = all.find((one) => placeOf(one) === place)
        if (!wanted) return
        session.changeOver(wanted.id).then(
          () => navigate('/'),
          (error) => say(problemText(error, language, t)),
        )
      }}
    />
  )
}
