import { setImmediate } from 'node:timers/promises'
import { EndedSessionsService } from './ended-sessions.service'

const now = new Date('2026-11-30T10:00:00+08:00')

describe('the sessions that have ended', () => {
  it('are read once for all who wait, and never by a reading that had begun before they asked', async () => {
    const kept: string[] = []
    let readings = 0
    const collection = {
      async *each() {
        readings++
        const there = [...kept]
        await setImmediate()
        for (const id of there) yield { id, until: new Date(now.getTime() + 1) }
      },
    }
    const service = new EndedSessionsService(collection as never, {} as never, {} as never, { now: () => now })
    const first = service.all()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    kept.push('sid-1')
    const later = [service.all(), service.all(), service.all()]
    expect(await first).toEqual([])
    expect(await Promise.all(later)).toEqual([['sid-1'], ['sid-1'], ['sid-1']])
    expect(readings).toBe(2)
  })
})
