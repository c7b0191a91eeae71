import { useState } from 'react'
import type { OwnRequestView } from '../api/generated/home-care'
import type { OwnTicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { mine } from './doors'
import { Facts } from './Facts'
import { requestLines, ticketLines } from './lines'
import { ToPart } from './ToPart'

const every = 60_000

/** What they reported, and the care that comes to them: each with how it stands. */
export default function Matters() {
  const { t } = useI18n()
  const tickets = usePages(mine.tickets, {}, { every })
  const requests = usePages(mine.requests, {}, { every })
  return (
    <>
      <ToPart name="report">{t('my.report.title')}</ToPart>
      <section aria-labelledby="my-tickets">
        <h2 id="my-tickets">{t('my.matters.reported')}</h2>
        <Loaded query={tickets}>
          {(found) => (found.length === 0 ? <Empty title={t('my.matters.none')} /> : found.map((one) => <Ticket key={one.number} of={one} />))}
        </Loaded>
      </section>
      <section aria-labelledby="my-care">
        <h2 id="my-care">{t('my.care.title')}</h2>
        <Loaded query={requests}>
          {(found) => (found.length === 0 ? <p className="quiet">{t('my.care.none')}</p> : found.map((one) => <Request key={one.id} of={one} />))}
        </Loaded>
      </section>
    </>
  )
}

/** What was told in confidence is opened by hand: somebody may be looking over their shoulder. */
function Ticket({ of }: { of: OwnTicketView }) {
  const { t, language } = useI18n()
  const [open, setOpen] = useState(!of.confidential)
  return (
    <article className="my-card" aria-label={of.number}>
      <p className="my-state" data-open={of.open}>
        {of.words[language]}
      </p>
      {open ? <p className="words">{of.description}</p> : <p>{t('my.matters.confidential')}</p>}
      {open && <Facts of={ticketLines(of, t, language)} />}
      {open && of.reply && (
        <p className="words my-reply">
          <strong>{t('my.matters.reply')}</strong> {of.reply}
        </p>
      )}
      {of.confidential && (
        <button type="button" className="my-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'my.matters.hide' : 'my.matters.show')}
        </button>
      )}
    </article>
  )
}

function Request({ of }: { of: OwnRequestView }) {
  const { t, language } = useI18n()
  return (
    <article className="my-card" aria-label={of.need}>
      <p className="my-state" data-open={of.open}>
        {of.words[language]}
      </p>
      <p className="words">{of.need}</p>
      <Facts of={requestLines(of, t, language)} />
    </article>
  )
}
