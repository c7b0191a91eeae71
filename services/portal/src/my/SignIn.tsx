import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { Loaded } from '../ui/Loaded'
import { problemText } from '../ui/problemText'
import { cardInAddress, provinceInAddress } from './arrivals'
import { ByCard } from './ByCard'
import { ByPhone } from './ByPhone'
import { ByProvince } from './ByProvince'
import { mySession } from './session'
import { Title } from './Title'

type Way = 'phone' | 'card' | 'province'

/** One question at a time: which way, then what that way asks. */
export function SignIn() {
  const [card] = useState(cardInAddress)
  const [returned] = useState(provinceInAddress)
  const [way, setWay] = useState<Way | undefined>(returned ? 'province' : card ? 'card' : undefined)
  const back = () => setWay(undefined)
  if (way === 'phone') return <ByPhone back={back} />
  if (way === 'card') return <ByCard code={card} back={back} />
  if (way === 'province') return <ByProvince query={returned} back={back} />
  return <Ways choose={setWay} />
}

function Ways({ choose }: { choose: (way: Way) => void }) {
  const { t, language } = useI18n()
  const [failure, setFailure] = useState<unknown>()
  const leave = () => mySession.leaveForProvince().catch(setFailure)
  const ways = useQuery({ queryKey: ['my', 'ways'], queryFn: mySession.ways })
  return (
    <>
      <Title>{t('my.how')}</Title>
      {Boolean(failure) && (
        <p role="alert" className="summary">
          {problemText(failure, language, t)}
        </p>
      )}
      <Loaded query={ways}>
        {({ phone, card, province }) => (
          <ul className="my-ways">
            {province && <WayButton name={t('my.byProvince')} hint={t('my.byProvinceHint')} choose={() => void leave()} />}
            {phone && <WayButton name={t('my.byPhone')} hint={t('my.byPhoneHint')} choose={() => choose('phone')} />}
            {card && <WayButton name={t('my.byCard')} hint={t('my.byCardHint')} choose={() => choose('card')} />}
          </ul>
        )}
      </Loaded>
      <p className="quiet">{t('my.noWay')}</p>
    </>
  )
}

function WayButton({ name, hint, choose }: { name: string; hint: string; choose: () => void }) {
  return (
    <li>
      <button type="button" onClick={choose}>
        <strong>{name}</strong>
        <span>{hint}</span>
      </button>
    </li>
  )
}
