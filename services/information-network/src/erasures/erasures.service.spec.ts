import type { Collection } from '@yiwang/persistence'
import type { Erasure } from './erasure'
import { ErasuresService } from './erasures.service'

const now = new Date('2026-11-30T10:00:00+08:00')
const approved = (n: number) => ({ id: `erasure-${n}`, residentId: `resident-${n}`, state: 'approved', ground: 'mistaken-entry' }) as Erasure

/** Of many that were approved, one is not held; a page of them is `limit`. */
function start(count: number, free: string) {
  const all = Array.from({ length: count }, (_, n) => approved(n))
  const collection = {
    find: async (_: object, { limit = 50 } = {}) => ({ items: all.slice(0, limit), next: null }),
    async *each() {
      yield* all
    },
    change: async (id: string) => all.find((one) => one.id === id),
  } as never as Collection<Erasure>
  const erased: string[] = []
  const residents = { find: async (id: string) => ({ id, areas: [] }), erase: async (id: string) => void erased.push(id) }
  const holds = { holding: async ({ id }: { id: string }) => (id === free ? undefined : { until: '2027-01-31' }) }
  const security = { note: async () => undefined }
  const service = new ErasuresService(
    collection,
    residents as never,
    holds as never,
    {} as never,
    {} as never,
    security as never,
    { now: () => now } as never,
  )
  return { service, erased }
}

describe('erasures that were approved', () => {
  it('are carried out however many before them wait for a legal hold', async () => {
    const { service, erased } = start(120, 'resident-119')
    await service.sweep()
    expect(erased).toEqual(['resident-119'])
  })
})
