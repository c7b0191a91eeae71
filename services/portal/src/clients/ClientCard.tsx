import { type ClientView, clients } from '../api/generated/identity'
import { AreaName } from '../areas/AreaName'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import { formatInstant } from '../ui/format'
import { RowActions } from '../ui/list/RowActions'
import { clientFields, clientLimits } from './clientFields'

/** What one client is and may, what is to be confirmed, its secrets, and a form for what changes. */
export function ClientCard({ of: client }: { of: ClientView }) {
  const { t } = useI18n()
  const { id, name, purpose, responsibleId, responsible, responsibleGone, areaCode, scopes, addresses, perMinute, until } = client
  return (
    <section className="card stack" aria-label={name}>
      <h3>{name}</h3>
      <p className="words">{purpose}</p>
      <dl className="stack">
        <Said as={t('client.id')}>{id}</Said>
        <Said as={t('admin.area')}>
          <AreaName code={areaCode} />
        </Said>
        <Said as={t('client.responsible')}>
          {responsible} {responsibleGone && <span className="badge">{t('client.gone')}</span>}
        </Said>
      </dl>
      {scopes.map((one) => (
        <Granted key={one.scope} client={client} of={one} />
      ))}
      {client.secrets.map((one) => (
        <OneSecret key={one.id} client={client} of={one} />
      ))}
      <DoorForm
        plain
        key={client.version}
        title="client.change"
        lead="client.changeHint"
        door={clients.change}
        given={{ id, version: client.version }}
        initial={{
          name,
          purpose,
          responsibleId,
          scopes: scopes.map(({ scope }) => scope as never),
          addresses,
          perMinute,
          until,
        }}
        said="admin.saved"
        fields={{ ...clientFields, ...clientLimits }}
      />
    </section>
  )
}

function Said({ as, children }: { as: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="quiet">{as}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Granted({ client, of: one }: { client: ClientView; of: ClientView['scopes'][number] }) {
  const { t, language } = useI18n()
  const word = wordOf(t, 'client.scope', one.scope)
  const confirm = { label: 'client.confirm', act: () => clients.confirm({ id: client.id, scope: one.scope }), said: 'admin.confirmed' } as const
  return (
    <div>
      <p>
        <strong>{word}</strong> {one.unconfirmed && <span className="badge">{wordOf(t, 'admin.unconfirmed', one.unconfirmed)}</span>}
      </p>
      {one.givenBy && <p className="quiet">{t('admin.givenBy', { name: one.givenBy, at: formatInstant(one.givenAt, language) })}</p>}
      {one.allowedActions.includes('confirm') && <RowActions door={clients.list} name={`${client.name} ${word}`} of={[confirm]} />}
    </div>
  )
}

function OneSecret({ client, of: one }: { client: ClientView; of: ClientView['secrets'][number] }) {
  const { t, language } = useI18n()
  const made = formatInstant(one.createdAt, language)
  const act = () => clients.withdraw({ id: client.id, secret: one.id })
  return (
    <div>
      <p>
        {t('client.secretOf', { at: made })} {one.until && <span className="badge">{t('client.takenUntil', { day: one.until })}</span>}
      </p>
      <p className="quiet">{one.usedAt ? t('client.usedBy', { at: formatInstant(one.usedAt, language) }) : t('client.never')}</p>
      <RowActions door={clients.list} name={`${client.name} ${made}`} of={[{ label: 'client.withdraw', act, said: 'client.withdrawn' }]} />
    </div>
  )
}
