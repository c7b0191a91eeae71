import type { Collection, Stored } from '@yiwang/persistence'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { Histories, type StepApart, type Stepped } from './histories'

describe('a history that is too long for its document', () => {
  const document = { id: 'd', version: 61, history: Array.from({ length: 61 }, (_, n) => `step ${n}`) } as Stored<Stepped<string>>
  const whose = (upsert: () => Promise<unknown>) =>
    new Histories({ change: async () => document } as never as Collection<Stepped<string>>, { upsert } as never as Collection<StepApart<string>>)

  it('stays as it is where the store is away: what led to it was stored', async () => {
    const away = whose(() => Promise.reject(new StoreUnavailable('away')))
    expect(await away.shorten(document)).toBe(document)
  })

  it('hides no fault of ours', async () => {
    await expect(whose(() => Promise.reject(new TypeError('ours'))).shorten(document)).rejects.toThrow('ours')
  })
})
