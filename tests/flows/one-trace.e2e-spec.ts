import { openTracing, type Tracing } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { type Client, onDistributedRow, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { AccountsDemo } from '../../services/identity/src/accounts/accounts.demo'
import { declareAreas } from '../information-network/start'
import { type CollectedSpan, Collector } from './collector'

const PASSWORD = 'one-network-2026'
const [SERVER, PRODUCER, CONSUMER] = [2, 4, 5]
const caller = { name: '钱桂英', phone: '13912345670' }
const said = '想申请助餐服务，行动不便。'

describe('one trace from the call to the last handler', () => {
  const collector = new Collector()
  let tracing: Tracing
  let app: ServicesUnderTest
  let kiosk: Client
  let requestId: string

  const begin = async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    await app.get(AccountsDemo).loadDemo({ password: PASSWORD })
    await app.settled()
    tracing = await openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start(), OTEL_TRACES_SAMPLER_ARG: 1 }, 'station')
    const session = { account: 'KIOSK-DEMO-1', password: PASSWORD }
    kiosk = app.bearing((await app.anonymous().post('/api/identity/sessions', session).expect(201)).body.accessToken)
  }
  const spanOf = (parent: CollectedSpan, service: string, name: string, type: string) =>
    collector.spans.filter((span) => {
      const { traceId, parentSpanId, attributes } = span
      return (
        traceId === parent.traceId && parentSpanId === parent.spanId && span.service === service && span.name === name && typeOf(attributes) === type
      )
    })
  const typeOf = (attributes: CollectedSpan['attributes']) => attributes['cloudevents.event_type']

  beforeAll(async () => {
    await begin()
    const called = { traceparent: OUTSIDE, 'x-correlation-id': 'theirs' }
    const answer = await kiosk.post('/api/kiosk/needs', { reporter: caller, description: said }, called).expect(201)
    requestId = String(answer.headers['x-request-id'])
    expect(answer.headers['x-correlation-id']).toBe('theirs')
    await app.anonymous().get(`/api/hotline/public/tickets/1?code=${caller.phone}`)
    await kiosk.get('/api/no-such-door')
    await app.settled()
    await tracing.close()
  }, 60_000)
  afterAll(() => collector.close())

  const traceOf = () => {
    const calls = collector.spans.filter(({ name }) => name === 'POST /api/kiosk/needs')
    expect(calls).toHaveLength(1)
    return calls[0]
  }

  it('has one id of ours in all that it led to, what the client calls it beside that, and whoever caused it, however many services on', () => {
    const caused = app.events().filter(({ clientCorrelation }) => clientCorrelation === 'theirs')
    expect(caused.map(({ type }) => type)).toEqual(expect.arrayContaining(['kiosk.need-registered', 'hotline.ticket-received']))
    const terminal = app.events().find(({ type }) => type === 'identity.terminal-registered')
    for (const { correlation, actorId, actorRole } of caused)
      expect({ correlation, actorId, actorRole }).toEqual({ correlation: requestId, actorId: terminal?.subject, actorRole: 'terminal' })
  })

  it('begins where the caller’s own trace came from, at the door', () => {
    expect(traceOf()).toMatchObject({
      service: 'kiosk',
      kind: SERVER,
      traceId: OUTSIDE.split('-')[1],
      parentSpanId: OUTSIDE.split('-')[2],
      attributes: { 'http.request.method': 'POST', 'http.route': '/api/kiosk/needs', 'http.response.status_code': 201 },
    })
  })

  it('goes on in the handler of the next service, and from its change in the handlers of the ones after it', () => {
    const [opening] = spanOf(traceOf(), 'hotline', 'process kiosk.events', 'kiosk.need-registered')
    expect(opening).toMatchObject({
      kind: CONSUMER,
      attributes: { 'messaging.consumer.group.name': 'hotline', 'messaging.operation.type': 'process' },
    })

    const [hearing] = spanOf(opening, 'kiosk', 'process hotline.events', 'hotline.ticket-received')
    expect(hearing).toMatchObject({ kind: CONSUMER, attributes: { 'messaging.consumer.group.name': 'kiosk' } })
    const [timeline] = spanOf(opening, 'information-network', 'process hotline.events', 'hotline.ticket-received')
    expect(timeline).toMatchObject({ kind: CONSUMER, attributes: { 'messaging.destination.name': 'hotline.events' } })
  })

  it('shows the sending where there is one: on the station the log is in the same write', () => {
    const sending = spanOf(traceOf(), 'kiosk', 'send kiosk.events', 'kiosk.need-registered')
    expect(sending).toHaveLength(onDistributedRow ? 1 : 0)
    if (onDistributedRow) expect(sending[0]).toMatchObject({ kind: PRODUCER, attributes: { 'messaging.system': 'kafka' } })
  })

  it('ends each span once and holds all of them together', () => {
    const ids = collector.spans.map(({ spanId }) => spanId)
    expect(new Set(ids).size).toBe(ids.length)
    const { traceId } = traceOf()
    const parents = new Set([OUTSIDE.split('-')[2], ...ids])
    expect(collector.spans.filter((span) => span.traceId === traceId && !parents.has(span.parentSpanId ?? ''))).toEqual([])
    const stored = app.events().filter(({ traceparent }) => traceparent?.includes(traceId))
    expect(stored.map(({ type }) => type)).toEqual(expect.arrayContaining(['kiosk.need-registered', 'hotline.ticket-received']))
  })

  it('holds no name, phone or word of anyone, and no address as it was typed', () => {
    const all = collector.bodies.join()
    expect(all).toContain('GET /api/hotline/public/tickets/:number')
    expect([caller.name, caller.phone, said, '助餐', 'KIOSK-DEMO-1', PASSWORD, 'no-such-door', 'code='].filter((text) => all.includes(text))).toEqual(
      [],
    )
  })
})

describe('a collector that is away', () => {
  const refusing = new Collector(500)
  afterAll(() => refusing.close())

  it.each([
    ['does not answer', async () => 'http://127.0.0.1:9'],
    ['refuses', () => refusing.start()],
  ])('%s: requests are answered, and the process ends', async (_, address) => {
    const tracing = await openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: await address(), OTEL_TRACES_SAMPLER_ARG: 1 }, 'station')
    const app = await startServices({ hotline: everyService.hotline })
    await app.as('operator').get('/api/hotline/tickets').expect(200)
    await tracing.close()
    await app.as('operator').get('/api/hotline/tickets').expect(200)
  })
})

describe('where tracing is off', () => {
  it('the trace of whoever asks still travels on, and a broken one does not', async () => {
    const app = await startServices({ hotline: everyService.hotline })
    await app.knowAreas()
    const operator = app.as('operator')
    const ticket = { reporter: caller, areaCode: '320613004006', description: said, urgency: 'ordinary' }
    await operator.post('/api/hotline/tickets', ticket, { traceparent: OUTSIDE }).expect(201)
    await operator.post('/api/hotline/tickets', ticket, { traceparent: '-'.repeat(55) }).expect(201)
    const received = app.events().filter(({ type }) => type === 'hotline.ticket-received')
    expect(received.map(({ traceparent }) => traceparent)).toEqual([OUTSIDE, undefined])
  })
})

const OUTSIDE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
