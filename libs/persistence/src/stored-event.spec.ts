import { hash } from 'node:crypto'
import { eventsOf } from '@yiwang/contracts'
import { besideDelivery, contextOf, currentContext, runInContext } from './context'
import { chain, faultOf, hashOf, openData, type StoredEvent } from './stored-event'
import { Vault } from './vault'

const vault = new Vault(Buffer.alloc(32, 1))
const event = eventsOf('hotline')
const ticket = { ticketId: 't', number: 'n', state: 'resolved' as const, residentIds: [] }
const answered = event('hotline.ticket-answered', { ...ticket, reply: '已修好' })
const from = { source: '/hotline/tickets', subject: 't', now: new Date('2026-11-22T00:00:00Z'), vault }

describe('the chain of an aggregate', () => {
  it('numbers events behind its head, each with the hash of the one before', () => {
    const events = chain([answered, answered], { ...from, head: { sequence: 4, hash: 'before' } })
    expect(events).toMatchObject([
      { sequence: 5, previousHash: 'before', time: '2026-11-22T00:00:00.000Z', type: 'hotline.ticket-answered' },
      { sequence: 6, previousHash: events[0].hash },
    ])
    expect(events.every((one) => hashOf(one) === one.hash)).toBe(true)
  })

  it.each<keyof StoredEvent>([
    'id',
    'type',
    'source',
    'subject',
    'time',
    'sequence',
    'previousHash',
    'correlation',
    'causation',
    'traceparent',
    'actorId',
    'actorRole',
    'actorFor',
    'clientCorrelation',
    'data',
  ])('covers %s', (field) => {
    const [one] = chain([answered], from)
    expect(hashOf({ ...one, [field]: 'other' })).not.toBe(one.hash)
  })

  it('is believed in its own topic alone, and only with what it was stored with', () => {
    const [one] = chain([answered], from)
    const told = (change: Partial<StoredEvent>) => ({ ...one, ...change, hash: hashOf({ ...one, ...change }) })
    expect(faultOf(one, 'hotline.events')).toBeUndefined()
    expect(faultOf(one)).toBeUndefined()
    expect(faultOf({ ...one, data: '{}' }, 'hotline.events')).toBe('its content no longer gives its hash')
    expect(faultOf(one, 'kiosk.events')).toBe('a hotline.ticket-answered is none of kiosk.events')
    for (const change of [{ type: 'kiosk.payment-made' }, { source: '/kiosk/payments' }])
      expect(faultOf(told(change), 'hotline.events')).toMatch('is none of hotline.events')
    expect(faultOf(told({ type: 'kiosk.payment-made' }))).toMatch('is none of hotline.events')
  })

  it('tells who caused it, and what their client calls it; hashes of before, when nobody was told, are what they were', () => {
    const [before] = chain([answered], from)
    expect(before).not.toHaveProperty('actorId')
    for (const field of ['actorId', 'actorRole', 'clientCorrelation']) expect(hashOf({ ...before, [field]: '' })).not.toBe(before.hash)
    const { previousHash, id, type, source, subject, time, sequence, correlation, data } = before
    expect(before.hash).toBe(hash('sha256', JSON.stringify([previousHash, id, type, source, subject, time, sequence, correlation, null, null, data])))
    const context = { correlation: 'c', actor: { id: 'a-1', role: 'worker' }, clientCorrelation: 'theirs' }
    const [told] = runInContext(context, () => chain([answered], from))
    expect(told).toMatchObject({ correlation: 'c', actorId: 'a-1', actorRole: 'worker', clientCorrelation: 'theirs' })
    expect(contextOf(told)).toEqual({ ...context, traceparent: undefined })
  })

  it('names beside whoever acted the person for whom they did', () => {
    const context = { correlation: 'c', actor: { id: 'daughter', role: 'resident', for: 'mother' } }
    const [told] = runInContext(context, () => chain([answered], from))
    expect(told).toMatchObject({ actorId: 'daughter', actorFor: 'mother', hash: hashOf(told) })
    expect(contextOf(told)).toEqual({ ...context, traceparent: undefined })
    expect(hashOf({ ...told, actorFor: undefined })).not.toBe(told.hash)
  })

  it('seals personal fields and opens them again', () => {
    const [one] = chain([answered], from)
    expect(JSON.stringify(one)).not.toContain('已修好')
    expect(openData(one, vault)).toEqual({ ...ticket, reply: '已修好' })
    expect(() => openData({ ...one, id: 'other' }, vault)).toThrow('altered or moved')
  })

  it('refuses what is larger than 64 KiB, and names the field', () => {
    const sized = (characters: number) => () => chain([event('hotline.ticket-answered', { ...ticket, reply: '修'.repeat(characters) })], from)
    expect(sized(16_000)).not.toThrow()
    expect(sized(17_000)).toThrow(expect.objectContaining({ code: 'invalid-value', details: expect.objectContaining({ field: 'reply' }) }))
  })

  it('carries the context on', () => {
    const inHand = { id: 'cause', handler: 'h', aggregate: 'a', sequence: 1, taken: new Set<string>() }
    const [one] = runInContext({ correlation: 'c', traceparent: 't', event: inHand }, () => chain([answered], from))
    expect(one).toMatchObject({ correlation: 'c', traceparent: 't', causation: 'cause' })
  })

  it('names what was in hand as the cause of a change beside the delivery, however deep', () => {
    const inHand = { id: 'cause', handler: 'h', aggregate: 'a', sequence: 1, taken: new Set<string>() }
    const context = { correlation: 'c', traceparent: 't', event: inHand }
    const [once, twice] = [1, 2].map((depth) =>
      runInContext(context, () =>
        depth === 1 ? besideDelivery(() => chain([answered], from)) : besideDelivery(() => besideDelivery(() => chain([answered], from))),
      ),
    )
    for (const [one] of [once, twice]) expect(one).toMatchObject({ correlation: 'c', traceparent: 't', causation: 'cause' })
    expect(runInContext(context, () => besideDelivery(currentContext)?.event)).toBeUndefined()
  })

  it('refuses a payload that breaks its contract, and a name without one', () => {
    expect(() => chain([{ name: 'hotline.ticket-answered', data: { ticketId: 't' } }], from)).toThrow()
    expect(() => chain([{ name: 'hotline.nothing', data: {} }], from)).toThrow('no contract')
    expect(() => openData({ id: 'i', type: 'hotline.ticket-answered', source: '/hotline/tickets', data: '{}' }, vault)).toThrow()
  })
})
