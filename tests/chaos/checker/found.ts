import { type Collected, chainsOf, derived, type Stored } from './collected'
import type { Message } from './topics'

/** What a day left behind, as the services' own checks ask for it. */
export class Found {
  private readonly chains: Map<string, Message[]>
  private readonly events: Message[]

  constructor(readonly collected: Collected) {
    this.chains = chainsOf(collected.messages)
    this.events = [...this.chains.values()].flat()
  }

  derived = derived
  told = ({ data }: Message): Record<string, unknown> => JSON.parse(data)
  of = (...types: string[]): Message[] => this.events.filter(({ type }) => types.includes(type))
  causedBy = ({ id }: Message, type: string): Message[] => this.events.filter((one) => one.causation === id && one.type === type)
  chain = (aggregate: string): Message[] => this.chains.get(aggregate) ?? []
  last = (aggregate: string): Message | undefined => this.chain(aggregate).at(-1)
  /** Of all aggregates of a source, such as `/hotline/tickets`. */
  chainsOf = (source: string): Message[][] => [...this.chains].filter(([name]) => name.startsWith(`${source}/`)).map(([, chain]) => chain)
  stored = (collection: string): Stored[] => this.collected.documents[collection] ?? []
  byId = (collection: string): Map<string, Stored> => new Map(this.stored(collection).map((one) => [one._id, one]))
}
