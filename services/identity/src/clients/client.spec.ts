import type { Stored } from '@yiwang/persistence'
import { hashOf } from '../secrets'
import {
  type Client,
  changeClient,
  confirmScope,
  openClient,
  rotateSecret,
  scopesAsked,
  scopesInForce,
  secondsOf,
  secretOf,
  shutOut,
  type WantedClient,
  withdrawSecret,
} from './client'
import { use } from './client-use'

const now = new Date('2026-12-01T09:00:00+08:00')
const giving = { by: { id: 'one' }, line: ['one'], now, alone: false }
const second = { by: { id: 'two' }, line: ['two'], now }
const wanted: WantedClient = {
  name: '市12345平台',
  purpose: '转来诉求',
  responsibleId: 'a',
  areaCode: '320600000000',
  areas: ['320600000000'],
  perMinute: 60,
  scopes: ['areas.read', 'tickets.read'],
}
const opened = (more: Partial<WantedClient> = {}, alone = false) =>
  openClient({ ...wanted, ...more }, hashOf('first'), { ...giving, alone }).set as Client
const after = (client: Client, decision: { set: Partial<Client> } | undefined) => ({ ...client, ...decision?.set }) as Stored<Client>
const sids = ({ secrets }: Client) => secrets.map(({ sid }) => sid)
const rotate = (client: Client, formerUntil?: string) => after(client, rotateSecret(client, hashOf('second'), { formerUntil, mostDays: 30, now }))

describe('what a client may', () => {
  it('is what was granted, and what shows people only once another admin agrees', () => {
    const client = opened()
    expect([scopesInForce(client), client.unconfirmed]).toEqual([['areas.read'], true])
    expect(() => confirmScope(client, 'tickets.read', giving)).toThrow('needs-another-person')
    expect(() => confirmScope(client, 'tickets.read', { ...second, line: ['two', 'one'] })).toThrow('needs-independent-person')
    expect(() => confirmScope(client, 'notices.read', giving)).toThrow('not-found')
    expect(confirmScope(client, 'areas.read', second)).toBeUndefined()
    const confirmed = after(client, confirmScope(client, 'tickets.read', second))
    expect([scopesInForce(confirmed), confirmed.unconfirmed]).toEqual([['areas.read', 'tickets.read'], undefined])
    expect(confirmed.scopes[1]).toMatchObject({ givenBy: 'one', confirmedBy: 'two' })
  })

  it('is in force at once where there is nobody to ask, and marked', () => {
    const client = opened({}, true)
    expect([scopesInForce(client), client.scopes[1].unconfirmed]).toEqual([['areas.read', 'tickets.read'], 'alone'])
  })

  it('waits anew where it was taken away and is granted again, and is not granted twice', () => {
    const confirmed = after(opened(), confirmScope(opened(), 'tickets.read', second))
    const without = after(confirmed, changeClient(confirmed, { scopes: ['areas.read', 'areas.read'] }, giving))
    expect(scopesInForce(without)).toEqual(['areas.read'])
    expect(scopesInForce(after(without, changeClient(without, { scopes: ['areas.read', 'tickets.read'] }, giving)))).toEqual(['areas.read'])
  })

  it('is asked for in part, and never beyond', () => {
    const client = opened({ scopes: ['areas.read', 'units.read'] })
    expect(scopesAsked(client, undefined)).toEqual(['areas.read', 'units.read'])
    expect(scopesAsked(client, 'units.read  units.read')).toEqual(['units.read'])
    for (const asked of ['', ' ', 'tickets.read', 'areas.read accounts.manage']) expect(() => scopesAsked(client, asked)).toThrow('invalid-scope')
    expect(() => scopesAsked(opened({ scopes: ['tickets.read'] }), undefined)).toThrow('invalid-scope')
  })
})

describe('tokens of a client', () => {
  it('are over where they say otherwise than it is, and not where nothing of them has changed', () => {
    const client = opened()
    for (const change of [
      { name: '另一个' },
      { scopes: [] },
      { perMinute: 1 },
      { addresses: ['10.0.0.1'] },
      { disabled: true },
      { until: '2026-12-31' },
    ])
      expect(sids(after(client, changeClient(client, change, giving)))).not.toEqual(sids(client))
    for (const change of [{ purpose: '别的' }, { responsibleId: 'b' }, { perMinute: 60 }, { scopes: ['areas.read' as const] }])
      expect(sids(after(client, changeClient(client, change, giving)))).toEqual(sids(client))
  })

  it('that are over are remembered until none can be out any more, so that a process that ended before it told tells them at its start', () => {
    const client = opened()
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
    const limited = after(client, changeClient(client, { perMinute: 1 }, giving))
    expect([limited.gone, limited.goneAt]).toEqual([sids(client), now])
    const withdrawn = after(limited, withdrawSecret(limited, limited.secrets[0].id, at(10)))
    expect([withdrawn.gone, withdrawn.goneAt]).toEqual([[...sids(client), ...sids(limited)], at(10)])
    expect(after(limited, withdrawSecret(limited, limited.secrets[0].id, at(30))).gone).toEqual(sids(limited))
    expect(after(client, changeClient(client, { purpose: '别的' }, giving)).gone).toBeUndefined()
  })

  it('last no longer than the client, or the secret that they were issued by', () => {
    const late = new Date('2026-12-01T23:55:00+08:00')
    const client = rotate(opened({ until: '2026-12-02' }), '2026-12-01')
    expect(client.secrets.map((one) => secondsOf(client, one, late, 900))).toEqual([300, 900])
    expect(secondsOf(client, client.secrets[1], new Date('2026-12-02T23:59:00+08:00'), 900)).toBe(60)
  })
})

describe('a secret', () => {
  it('is one of two while the client changes over, until the end of a day', () => {
    const client = rotate(opened(), '2026-12-03')
    const of = (word: string, at: string) => secretOf(client, word, new Date(`${at}+08:00`))?.id
    const [first, second] = client.secrets.map(({ id }) => id)
    expect([of('first', '2026-12-03T23:59:59'), of('second', '2026-12-03T23:59:59')]).toEqual([first, second])
    expect([of('first', '2026-12-04T00:00:00'), of('second', '2026-12-04T00:00:00')]).toEqual([undefined, second])
    expect(() => rotate(client, '2026-12-03')).toThrow('rotation-under-way')
    expect(rotate(client).secrets).toHaveLength(1)
  })

  it('stays no longer than may be, and none goes on into the past', () => {
    expect(() => rotate(opened(), '2027-01-01')).toThrow('rotation-too-long')
    expect(rotate(opened(), '2026-12-31').secrets).toHaveLength(2)
    expect(() => rotate(opened(), '2026-11-30')).toThrow('day-over')
  })

  it('that is withdrawn is none, and of a client without one nothing is let in', () => {
    const client = opened()
    const without = after(client, withdrawSecret(client, client.secrets[0].id, now))
    expect(secretOf(without, 'first', now)).toBeUndefined()
    expect(() => withdrawSecret(client, 'none', now)).toThrow('not-found')
    // What stands in the place of a secret that is not there lets nobody in.
    expect([secretOf(without, 'nobody', now), secretOf(undefined, 'nobody', now), secretOf(client, 'nobody', now)]).toEqual(Array(3).fill(undefined))
  })
})

it('a client that is disabled, or over, is shut out', () => {
  const client = opened({ until: '2026-12-01' })
  expect(shutOut(client, now)).toBeUndefined()
  expect(shutOut(client, new Date('2026-12-02T00:00:00+08:00'))).toBe('client-over')
  expect(shutOut({ ...client, disabled: true }, now)).toBe('client-disabled')
  expect(() => opened({ until: '2026-11-30' })).toThrow('day-over')
})

it('when a secret was last used is known to the minute, and written no more often', () => {
  const at = (seconds: string) => new Date(`2026-12-01T01:00:${seconds}Z`)
  expect(use('s', undefined, at('30.500'))?.set).toEqual({ id: 's', at: at('00') })
  expect(use('s', { id: 's', at: at('00') }, at('59.999'))).toBeUndefined()
  expect(use('s', { id: 's', at: at('00') }, new Date('2026-12-01T01:01:00Z'))).toBeDefined()
})
