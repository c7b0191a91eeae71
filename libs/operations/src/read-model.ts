import type { ServiceName } from '@yiwang/contracts'

export interface ReadModel {
  service: ServiceName
  collection: string
  /** The consumer group that fills it, and fills nothing else. */
  group: string
  /** Where the service keeps what its handlers could not take: what the group left there comes again by itself. */
  setAsides: string
}

/** `hotline.callers` names the read model `callers` of `hotline`, filled by the group of that name. */
export function readModelOf(name: string): ReadModel {
  const at = name.indexOf('.')
  if (at < 0) throw new Error(`${name} is no read model: they are named by service and collection, such as hotline.callers`)
  return { service: name.slice(0, at) as ServiceName, collection: name.slice(at + 1), group: name, setAsides: 'set-aside' }
}

/** What a row has to give for a read model to be made anew. While no service that fills it runs. */
export interface ReadModels {
  has(collection: string): Promise<boolean>
  /** Its documents have events of their own. */
  publishes(collection: string): Promise<boolean>
  /** Sends a consumer group back to the beginning; false where there never was one of that name. */
  rewind(group: string): Promise<boolean>
  count(collection: string): Promise<number>
  /** Looks at most at so many documents after one, by id: those of one group where it is named. */
  page(collection: string, after: string, limit: number, group?: string): Promise<IdsPage>
  /** In one write. */
  remove(collection: string, ids: string[]): Promise<void>
}

export interface IdsPage {
  ids: string[]
  /** The last that was looked at; absent at the end. */
  last?: string
}
