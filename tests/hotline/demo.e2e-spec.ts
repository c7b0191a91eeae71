import { startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { DEMO_MARK, demoTickets } from '../../services/hotline/src/tickets/demo-tickets'
import { aResident, people, tickets } from './given'

describe('the demo tickets', () => {
  it('are loaded once, plainly marked, linked to the demo people, in several states', async () => {
    const app = await startService(HotlineModule)
    const phones = new Map(demoTickets.map(({ wanted: { reporter } }) => [reporter.phone, reporter.name]))
    for (const [phone, name] of phones) await app.deliver('information-network.resident-registered', aResident({ residentId: name, name, phone }))

    await Promise.all([app.loadDemo(), app.loadDemo()])
    await app.loadDemo()

    const { items } = (await people(app).operator.get(`${tickets}?limit=200`).expect(200)).body
    expect(items).toHaveLength(demoTickets.length)
    expect(items.every(({ description }: { description: string }) => description.startsWith(DEMO_MARK))).toBe(true)
    expect(items.every(({ reporter }: { reporter: { residentId?: string } }) => reporter.residentId)).toBe(true)
    const states = new Set(items.map(({ state }: { state: string }) => state))
    expect([...states].sort()).toEqual(['closed', 'dispatched', 'handling', 'received', 'resolved', 'returned'])
  })
})
