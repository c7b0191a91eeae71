import { DiscoveryService } from '@nestjs/core'
import { Figure, Jobs } from '@yiwang/platform'
import { COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { type JobRecord } from '../../libs/platform/src/jobs/job'
import { jobSchema } from '../../libs/platform/src/jobs/job.schema'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'

describe("a service's jobs", () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(KioskModule)
  })
  const jobs = '/api/kiosk/jobs'
  const admin = () => app.as('admin')
  const look = async (at: string) => {
    app.clock.set(at)
    await app.sweep(Jobs)
    await app.get(Jobs).finish()
  }
  // Beside it each service looks each day at what it has kept long enough.
  const listed = async () => (await admin().get(jobs).expect(200)).body.items.filter(({ kind }: { kind: string }) => kind !== 'retain')

  it('start by themselves in their hour, once a day, and later where nobody was there', async () => {
    await look('2026-11-29T15:00:00+08:00')
    const [first] = await listed()
    expect(first).toEqual({
      id: expect.any(String),
      kind: 'recount-payments',
      state: 'done',
      done: 0,
      createdAt: '2026-11-29T07:00:00.000Z',
      startedAt: '2026-11-29T07:00:00.000Z',
      endedAt: '2026-11-29T07:00:00.000Z',
    })
    for (const time of ['01:59', '02:00', '02:01', '02:59', '03:00']) await look(`2026-11-30T${time}:00+08:00`)
    for (const time of ['02T02:59', '02T12:00', '03T14:00']) await look(`2026-12-${time}:00+08:00`)
    expect((await listed()).map(({ createdAt }: { createdAt: string }) => createdAt)).toEqual([
      '2026-12-03T06:00:00.000Z',
      '2026-12-01T18:59:00.000Z',
      '2026-11-29T18:00:00.000Z',
      '2026-11-29T07:00:00.000Z',
    ])
  })

  it("are the city's admins'", async () => {
    const [{ id }] = await listed()
    await admin().get(`${jobs}/${id}`).expect(200, { id, state: 'done' })
    for (const [who, status] of [
      [app.as('operator'), 403],
      [app.as('terminal'), 403],
      [app.as('admin', { area: COMMUNITY }), 403],
      [app.anonymous(), 401],
    ] as const) {
      await who.get(jobs).expect(status)
      await who.get(`${jobs}/stream`).expect(status)
      await who.get(`${jobs}/${id}`).expect(status)
      await who.post(`${jobs}/${id}/cancel`).expect(status)
    }
    await admin().get(`${jobs}/none`).expect(404, { code: 'not-found' })
    await admin().post(`${jobs}/none/cancel`).expect(404, { code: 'not-found' })
    await admin().post(`${jobs}/${id}/cancel`).expect(409, { code: 'illegal-transition' })
    await admin()
      .get(`${jobs}?limit=0`)
      .expect(400, { errors: [{ field: 'limit' }] })
  })

  it('are cancelled by the same request once', async () => {
    const { id } = await leave({ state: 'queued' })
    for (let time = 0; time < 2; time++) {
      await admin().post(`${jobs}/${id}/cancel`, {}, { 'idempotency-key': 'cancel-1' }).expect(201, { state: 'cancelled' })
    }
  })

  it('that failed are counted for a day, with what went wrong', async () => {
    const figure = () =>
      app
        .get(DiscoveryService)
        .getProviders()
        .map(({ instance }) => instance)
        .find((instance): instance is Figure => instance instanceof Figure && instance.name === 'yiwang_jobs_failed')
        ?.read()
    expect(await figure()).toBe(0)
    const { id } = await leave({ state: 'failed', endedAt: app.clock.now(), error: 'the disk is full' })
    await admin().get(`${jobs}/${id}`).expect(200, { state: 'failed', error: 'the disk is full' })
    expect(await figure()).toBe(1)
    app.clock.advance(86_400_000)
    expect(await figure()).toBe(0)
  })

  it('go on after a restart', async () => {
    const { id } = await leave({ kind: 'recount-payments', state: 'queued', dueAt: app.clock.now() })
    await app.restart()
    await app.sweep(Jobs)
    await app.get(Jobs).finish()
    await admin().get(`${jobs}/${id}`).expect(200, { state: 'done' })
  })

  let turn = 100
  const leave = (job: Partial<JobRecord>) =>
    app.collection<JobRecord>(jobSchema).insert({
      set: { id: `job-${turn}`, kind: 'left', turn: turn++, state: 'queued', done: 0, createdAt: app.clock.now(), attempts: 0, ...job },
    })
})
