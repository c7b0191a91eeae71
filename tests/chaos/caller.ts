import type { Answer, Client, Wish } from './client'
import { kinds } from './kinds/all'
import type { Chance } from './random'
import type { World } from './world'

/** One caller of the day: a client, what all of them know, and chance. */
export class Caller {
  private phones = 0
  private readonly wishes = kinds.flatMap((one) => one.wishes(this))

  constructor(
    readonly client: Client,
    readonly world: World,
    readonly chance: Chance,
    readonly number: number,
  ) {}

  /** The next operation, of the kinds that a day has. */
  operate(): Promise<unknown> {
    return this.chance.weighed(this.wishes)()
  }

  newPhone = (): string => this.world.phone(500_000 + this.number * 20_000 + ++this.phones)

  get = (as: Wish['as'], service: Wish['service'], list: string, id: string, atLeast: number): Promise<Answer> =>
    this.client.ask({ as, service, kind: 'read', path: `${list}/${id}`, subject: id, noted: { atLeast } })

  ask = (as: Wish['as'], service: Wish['service'], kind: string, path: string, body: Record<string, unknown>, subject?: string): Promise<Answer> =>
    this.client.ask({ as, service, kind, path, method: 'POST', body, subject })
}
