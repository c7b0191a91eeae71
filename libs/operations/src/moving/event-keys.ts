import { services } from '@yiwang/contracts'
import type { EventKeyStore } from '@yiwang/persistence/operations'
import { StoreUnavailable, type Tell } from '@yiwang/persistence/stores'

const PAGE = 500
const NONE = new Uint8Array()

/** Copies the keys of events, that others were destroyed, and that some were lost. Answers how many there are. Throws StoreUnavailable where one did not arrive as it is. */
export async function moveEventKeys(from: EventKeyStore, to: EventKeyStore, tell: Tell): Promise<number> {
  let keys = 0
  if (from.begunAnew && !to.begunAnew) await to.beginAnew(from.begunAnew)
  for (const service of services)
    for (let page = await from.page(service, '', PAGE); page.length; page = await from.page(service, page[page.length - 1].id, PAGE)) {
      await to.addKept(page)
      const there = new Map((await to.read(page.map(({ id }) => id))).map((key) => [key.id, key]))
      const other = page.find(({ id, half }) => !there.has(id) || !isSame(there.get(id)?.half, half))
      if (other) throw new StoreUnavailable(`the event key ${other.id} is another one there: somebody else wrote meanwhile`)
      keys += page.length
    }
  if (keys) tell(`${keys} event keys`)
  return keys
}

const isSame = (one: Uint8Array | undefined, other: Uint8Array | undefined) => Buffer.compare(one ?? NONE, other ?? NONE) === 0
