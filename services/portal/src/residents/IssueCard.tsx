import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { cards, type IssuedCardView } from '../api/generated/identity'
import { type ResidentView, recognitions } from '../api/generated/information-network'
import { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { formatDay } from '../ui/format'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { PrintedCard } from './PrintedCard'

/** At the counter, once the identity card was looked at: a page with a code, by which the resident signs in. */
export function IssueCard({ resident: { id, name } }: { resident: ResidentView }) {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('card.issue')}</Button>
      {open && <CardDialog id={id} name={name} close={() => setOpen(false)} />}
    </>
  )
}

function CardDialog({ id, name, close }: { id: string; name: string; close: () => void }) {
  const { t, language } = useI18n()
  const toast = useToast()
  const [checked, setChecked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [issued, setIssued] = useState<IssuedCardView>()
  const before = useQuery({ queryKey: [cards.get.path, id], queryFn: () => cards.get({ id }).catch(none) })

  async function attempt(work: () => Promise<void>) {
    setBusy(true)
    setFailure(undefined)
    await work().catch((error) => setFailure(problemText(error, language, t)))
    setBusy(false)
  }
  const make = () =>
    checked
      ? attempt(async () => {
          const { vouch } = await recognitions.vouch({ id })
          setIssued(await cards.issue({ body: { vouch } }))
        })
      : setFailure(t('card.mustCheck'))
  const revoke = () =>
    attempt(async () => {
      await cards.revoke({ id })
      toast(t('card.revoked'))
      close()
    })

  if (issued) return <PrintedCard card={issued} close={close} />
  return (
    <Dialog title={`${t('card.issue')} · ${name}`} onClose={close}>
      <div className="stack">
        <p className="quiet">{t('card.lead')}</p>
        {before.data && (
          <p>
            {t(before.data.firstUse ? 'card.hasUnused' : 'card.has', {
              name: before.data.issuedBy.name,
              day: formatDay(before.data.issuedAt, language),
            })}
          </p>
        )}
        <Checkbox checked={checked} onChange={(event) => setChecked(event.target.checked)}>
          {t('card.checked')}
        </Checkbox>
        <div role="alert" className={failure ? 'summary' : 'unseen'}>
          {failure}
        </div>
        <div className="buttons">
          <Button type="primary" loading={busy} onClick={() => void make()}>
            {t('card.make')}
          </Button>
          {before.data && (
            <Button disabled={busy} onClick={() => void revoke()}>
              {t('card.revoke')}
            </Button>
          )}
          <Button onClick={close}>{t('form.cancel')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

/** That somebody has no card is an answer. */
function none(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}
