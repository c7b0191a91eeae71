import { setTimeout } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { requireSeen } from '@yiwang/domain'
import { formsOfPhone } from '@yiwang/domain/normalization'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, cityPhones, withinArea } from '@yiwang/platform'
import { type Caller, matchOf } from './caller'
import { callerSchema } from './caller.schema'

/** Who is registered just now may be on the line at once, while the news of it is still on its way here: an operator's own request waits a little. No handler does. */
const NEWS_TAKES_AT_MOST_MS = 2000
const LOOK_AGAIN_MS = 50

/** A household shares a telephone, a care home one for all who live there. */
const MOST_SHARING = 200

interface Named {
  residentId?: string
  name: string
  phone?: string
}

/** The hotline's own directory of residents, a read model. */
@Injectable()
export class CallersService {
  private readonly listeners: ((residentId: string) => Promise<void>)[] = []

  constructor(
    @InjectCollection(callerSchema) private readonly callers: Collection<Caller>,
    private readonly areas: AreasService,
  ) {}

  async copy({ id, ...caller }: Caller): Promise<void> {
    await this.callers.upsert(id, () => ({ set: caller }))
    for (const heard of this.listeners) await heard(id)
  }

  /** Calls back once a resident is in the directory, within the same delivery: what fails is tried again with it. */
  onKnown(listener: (residentId: string) => Promise<void>): void {
    this.listeners.push(listener)
  }

  async isKnown(residentId: string): Promise<boolean> {
    return (await this.callers.get(residentId)) !== undefined
  }

  /** Who of the asker's area is registered with a telephone, and whether there are more of them than these. */
  withPhoneIn(by: Staff, phone: string): Promise<{ callers: Caller[]; more: boolean }> {
    return this.withPhone(phone, (caller) => this.isWithin(caller, by))
  }

  /** The person with their residentId: the one that was given, if the asker may know them, or the one that phone and name point to. */
  async identify<P extends Named>(person: P, by: Staff, field: string): Promise<P> {
    if (!person.residentId) return this.link(person)
    requireSeen(await this.lookAgainFor(person.residentId, by), () => true, `${field}.residentId`)
    return { ...person }
  }

  /** The same for people whom nobody can be asked about again: a residentId that the directory does not know is left out. Looks once. */
  async link<P extends Named>(person: P): Promise<P> {
    if (person.residentId && (await this.isKnown(person.residentId))) return person
    return { ...person, residentId: person.phone && (await this.match(person.phone, person.name))?.id }
  }

  /** Nobody, where so many share the telephone that another of the same name may be among those who were not looked at. */
  private async match(phone: string, name: string): Promise<Caller | undefined> {
    const { callers, more } = await this.withPhone(phone)
    return more ? undefined : matchOf(callers, name)
  }

  private async withPhone(phone: string, isWanted: (caller: Caller) => boolean | Promise<boolean> = () => true) {
    const callers: Caller[] = []
    for await (const caller of this.callers.each({ phone: { in: formsOfPhone(phone, cityPhones()) } })) {
      if (!(await isWanted(caller))) continue
      if (callers.length === MOST_SHARING) return { callers, more: true }
      callers.push(caller)
    }
    return { callers, more: false }
  }

  private async isWithin({ areaCode }: Caller, by: Staff): Promise<boolean> {
    const area = await this.areas.get(areaCode)
    return area !== undefined && withinArea(area, by)
  }

  /** Who lives elsewhere is looked for as long as who is nowhere: the time that it takes tells nothing, and they may have moved here just now. */
  private async lookAgainFor(residentId: string, by: Staff): Promise<Caller | undefined> {
    const until = performance.now() + NEWS_TAKES_AT_MOST_MS
    for (;;) {
      const caller = await this.callers.get(residentId)
      if (caller && (await this.isWithin(caller, by))) return caller
      if (performance.now() > until) return undefined
      await setTimeout(LOOK_AGAIN_MS)
    }
  }
}
