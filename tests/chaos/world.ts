import type { Body } from './client'
import type { Chance } from './random'

export interface KnownResident {
  id: string
  name: string
  phone: string
  version: number
}

export const COMMUNITY = '320613004006'
export const AREAS = [COMMUNITY, COMMUNITY, COMMUNITY, '320613004001']

const GB11643 = '10X98765432'

/** What the day's clients know of the house. What one of them acts on, the others leave alone meanwhile. */
export class World {
  readonly residents: KnownResident[] = []
  readonly tickets = new Map<string, string[]>()
  readonly needs: string[] = []
  readonly payments: string[] = []
  private readonly versions = new Map<string, number>()
  private readonly met = new Set<string>()
  private registered = 0

  constructor(private readonly seed: number) {}

  take<T>(of: T[] | undefined, chance: Chance): T | undefined {
    return of?.length ? of.splice(chance.below(of.length), 1)[0] : undefined
  }

  in(...states: string[]): string[] {
    return states.map((state) => this.tickets.get(state) ?? []).find(({ length }) => length > 0) ?? []
  }

  /** Back among the others, as it was last told. */
  putBack({ id, state, version }: Pick<Body, 'id' | 'state' | 'version'>): void {
    // Nothing was heard of it: nobody acts on it again.
    if (!id) return
    this.met.add(id)
    this.versions.set(id, Math.max(version, this.versionOf(id)))
    this.tickets.set(state, [...(this.tickets.get(state) ?? []), id])
  }

  /** Tickets that came in by another door. */
  meet(listed: Body[]): void {
    for (const ticket of listed) if (!this.met.has(ticket.id)) this.putBack(ticket)
  }

  versionOf = (id: string): number => this.versions.get(id) ?? 0

  /** Somebody who is not registered yet: a number that nobody alive has, with its check character (GB 11643). */
  stranger(chance: Chance) {
    const number = ++this.registered
    const digits = `320699${1930 + (number % 36)}${String(1 + (number % 12)).padStart(2, '0')}${String(1 + (Math.floor(number / 12) % 28)).padStart(2, '0')}`
    const first = `${digits}${String((Math.floor(number / 336) + (this.seed % 97) * 10) % 1000).padStart(3, '0')}`
    const check = GB11643[[...first].reduce((sum, digit, at) => sum + Number(digit) * (2 ** (17 - at) % 11), 0) % 11]
    return {
      name: `${chance.one([...'陈王李张刘周顾沈'])}${chance.one([...'秀建玉春海桂志文'])}${chance.one([...'英国兰梅华芳明霞'])}`,
      identityNumber: first + check,
      phone: this.phone(number),
      address: `易家桥新村 ${1 + chance.below(60)} 幢 ${100 + chance.below(600)} 室`,
      tags: chance.happens(0.5) ? ['elderly'] : [],
    }
  }

  phone = (number: number): string => `199${String((this.seed % 90) + 10)}${String(100_000 + number).slice(-6)}`
}
