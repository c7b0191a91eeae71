import { Logger } from '@nestjs/common'
import { type Collection, currentContext, runInContext } from '@yiwang/persistence'
import type { SecurityEntry } from './entry'
import { SecurityLog } from './security-log'

const clock = { now: () => new Date('2026-11-23T09:00:00+08:00') }
const by = { id: 'a-1', role: 'operator' }

function aLog({ failing = false } = {}) {
  const stored: { entry: SecurityEntry; request?: object }[] = []
  const insert = async ({ set }: { set: SecurityEntry }) => {
    if (failing) throw new Error('the disk is full')
    stored.push({ entry: set, request: currentContext()?.request })
  }
  return { stored, log: new SecurityLog('hotline', { insert } as unknown as Collection<SecurityEntry>, clock) }
}

describe('the security log', () => {
  it('knows from the request in hand who it is and where from', async () => {
    const { stored, log } = aLog()
    const asked = { from: '10.0.0.7', door: 'POST /api/hotline/tickets/:id/reveal' }
    await runInContext({ correlation: 'c-1', actor: by, asked }, () => log.note({ what: 'reveal', outcome: 'done', subject: 't-1' }))
    expect(stored[0].entry).toMatchObject({ account: 'a-1', role: 'operator', address: '10.0.0.7', correlation: 'c-1', subject: 't-1' })
  })

  it('writes beside the request: a line is no document that a keyed request came for', async () => {
    const { stored, log } = aLog()
    await runInContext({ correlation: 'c', request: { key: 'k', body: 'b' } }, () => log.note({ what: 'reveal', outcome: 'done', by }))
    expect(stored).toEqual([expect.objectContaining({ request: undefined })])
  })

  it('fails nothing that goes on without it, and tells whoever waits', async () => {
    const { log } = aLog({ failing: true })
    const said = jest.spyOn(Logger.prototype, 'error').mockImplementation()
    const unhandled = jest.fn()
    process.on('unhandledRejection', unhandled)
    log.note({ what: 'sign-in', outcome: 'done', by })
    await new Promise(setImmediate)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
    expect(said).toHaveBeenCalledWith('security log of hotline: sign-in done could not be stored: the disk is full')
    await expect(log.note({ what: 'erasure', outcome: 'done', by })).rejects.toThrow('the disk is full')
    said.mockRestore()
  })

  it('stores refusals when their minute is over, and before it stops', async () => {
    const { stored, log } = aLog()
    for (let n = 0; n < 3; n++) log.note({ what: 'refused', outcome: 'refused', by, facts: { code: 'not-allowed' } })
    expect(stored).toEqual([])
    await log.store()
    log.note({ what: 'refused', outcome: 'refused', by })
    await log.beforeApplicationShutdown()
    expect(stored.map(({ entry }) => entry.count)).toEqual([3, 1])
  })
})
