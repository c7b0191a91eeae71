import { COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'
import { aTerminal } from './terminals'

const registered = { terminalId: 'terminal-1', account: 'KIOSK-1', name: '易家桥便民服务亭', areaCode: COMMUNITY }

describe('terminals', () => {
  let app: ServicesUnderTest
  const list = async (area?: string) => (await app.as('admin', { area }).get('/api/kiosk/terminals').expect(200)).body.items

  beforeAll(async () => {
    app = await startService(KioskModule)
    await app.deliver('identity.terminal-registered', registered)
    await app.redeliverLast()
  })

  it('are known from identity, once', async () => {
    expect(await list()).toEqual([{ id: 'terminal-1', account: 'KIOSK-1', name: '易家桥便民服务亭', areaCode: COMMUNITY }])
  })

  it('say that they live', async () => {
    app.clock.set('2026-11-23T09:00:00+08:00')
    await aTerminal(app).post('/api/kiosk/heartbeat', { softwareVersion: '1.4.2' }).expect(201, { at: '2026-11-23T01:00:00.000Z' })
    expect(await list()).toMatchObject([{ lastSeenAt: '2026-11-23T01:00:00.000Z', softwareVersion: '1.4.2', account: 'KIOSK-1' }])
    app.clock.set('2026-11-23T09:01:00+08:00')
    await aTerminal(app).post('/api/kiosk/heartbeat', {}).expect(201)
    expect(await list()).toMatchObject([{ lastSeenAt: '2026-11-23T01:01:00.000Z', softwareVersion: '1.4.2' }])
    await aTerminal(app)
      .post('/api/kiosk/heartbeat', { softwareVersion: 14 })
      .expect(400, { errors: [{ field: 'softwareVersion' }] })
    await app.as('operator').post('/api/kiosk/heartbeat', {}).expect(403)
  })

  it('are heard before the news of them arrives', async () => {
    await aTerminal(app, 'terminal-2', FAR_COMMUNITY).post('/api/kiosk/heartbeat', {}).expect(201)
    expect(await list(FAR_COMMUNITY)).toMatchObject([{ id: 'terminal-2', account: 'TERMINAL-2' }])
    await app.deliver('identity.terminal-registered', { ...registered, terminalId: 'terminal-2', account: 'KIOSK-2', areaCode: FAR_COMMUNITY })
    expect(await list(FAR_COMMUNITY)).toMatchObject([{ account: 'KIOSK-2', lastSeenAt: expect.any(String) }])
  })

  it('are listed for the admin of their area only', async () => {
    expect(await list(COMMUNITY)).toMatchObject([{ id: 'terminal-1' }])
    await aTerminal(app).get('/api/kiosk/terminals').expect(403)
    await app.anonymous().post('/api/kiosk/heartbeat', {}).expect(401)
  })
})
