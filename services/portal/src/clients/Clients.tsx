import { useState } from 'react'
import { Secret } from '../accounts/Secret'
import { type ClientView, clients } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'
import { ListPage } from '../ui/list/ListPage'
import { AddClient } from './AddClient'
import { ClientCard } from './ClientCard'
import { RotateSecret } from './RotateSecret'

/** Programs that are let in: what each may do, who answers for it, and when it was last there. */
export default function Clients() {
  const { t, language } = useI18n()
  const [made, setMade] = useState<ClientView>()
  const [rotating, setRotating] = useState<ClientView>()
  return (
    <>
      <ListPage
        title="client.list"
        door={clients.list}
        none="client.none"
        noneHint="client.noneHint"
        nameOf={({ name }) => name}
        columns={[
          { name: 'name', label: 'admin.name', as: 'strong', opens: true },
          {
            name: 'scopes',
            label: 'client.may',
            cell: ({ scopes }) => scopes.map(({ scope }) => wordOf(t, 'client.scope', scope)).join(t('admin.and')),
          },
          { name: 'areaCode', label: 'admin.area', as: 'area' },
          {
            name: 'usedAt',
            label: 'client.usedAt',
            cell: ({ secrets }) => lastUsed(secrets, (at) => formatInstant(at, language)) ?? t('client.never'),
          },
          { name: 'status', label: 'admin.status', cell: (client) => t(statusOf(client)) },
        ]}
        actions={(row) => [
          {
            label: row.disabled ? 'admin.enable' : 'admin.disable',
            act: () => clients.change({ id: row.id, body: { disabled: !row.disabled } }),
            said: 'admin.saved',
          },
          { label: 'client.rotate', act: async () => setRotating(row) },
        ]}
        panel={([open]) => (open ? <ClientCard key={open.id} of={open} /> : <AddClient done={setMade} />)}
      />
      {rotating && (
        <RotateSecret
          of={rotating}
          done={(client) => {
            setRotating(undefined)
            setMade(client)
          }}
          onClose={() => setRotating(undefined)}
        />
      )}
      {made && (
        <Secret account={made.id} called="client.id" secrets={[{ label: 'client.secret', value: made.secret }]} onClose={() => setMade(undefined)} />
      )}
    </>
  )
}

function lastUsed(secrets: ClientView['secrets'], inWords: (at: string) => string): string | undefined {
  const times = secrets.flatMap(({ usedAt }) => usedAt ?? []).sort()
  const last = times.at(-1)
  return last && inWords(last)
}

function statusOf({ disabled, scopes, secrets, until }: ClientView) {
  if (disabled) return 'admin.disabled'
  if (until && Date.parse(`${until}T23:59:59+08:00`) < Date.now()) return 'client.over'
  if (secrets.length === 0) return 'client.noSecret'
  return scopes.length > 0 && scopes.every(({ unconfirmed }) => unconfirmed === 'waiting') ? 'admin.waiting' : 'admin.active'
}
