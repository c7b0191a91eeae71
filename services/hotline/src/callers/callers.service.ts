import { setTimeout } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, unscoped } from '@yiwang/auth'
import { requireSeen } from '@yiwang/domain'
import { formsOfPhone } from '@yiwang/domain/normalization'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, cityPhones } from '@yiwang/platform'
import { type Caller, type Difference, differencesOf, matchOf } from './caller'
import { callerSchema } from './caller.schema'

/** Who is registered just now may be on the line at once, while the news of it is still on its way here: an operator's own request waits a little. No handler does. */
const LOOKS = 40
const LOOK_AGAIN_MS = 50

/** A household shares a telephone, a care home one for all who live there. */
const MOST_SHARING = 200

interface Named {
  residentId?: string
  name: string
  phone?: string
  claimed?: boolean
}

/** The hotline's own directory of residents, a read model. */
@Injectable()
export class CallersService {
  private readonly callers: Collection<Caller>
  private readonly listeners: ((caller: Caller, isNew: boolean) => Promise<void>)[] = []

  constructor(
    @InjectCollection(callerSchema) callers: Collection<Caller>,
    private readonly areas: AreasService,
  ) {
    // Whom of them the asker may know is asked of each: what a version before this copied has no areas of its own.
    this.callers = unscoped(callers)
  }

  async copy({ id, ...told }: Caller, isNew: boolean): Promise<void> {
    const caller = { ...told, areas: (await this.areas.get(told.areaCode))?.ancestors }
    await this.callers.upsert(id, () => ({ set: caller }))
    for (const heard of this.listeners) await heard({ id, ...caller }, isNew)
  }

  async forget(id: string): Promise<void> {
    await this.callers.remove(id)
  }

  /** Calls back once a resident is in the directory, within the same delivery: what fails is tried again with it. */
  onKnown(listener: (caller: Caller, isNew: boolean) => Promise<void>): void {
    this.listeners.push(listener)
  }

  get(residentId: string): Promise<Caller | undefined> {
    return this.callers.get(residentId)
  }

  /** One's own entry, of whoever signed in: the register knows them, and the news of it may be on its way. */
  async own(residentId: string): Promise<Caller> {
    return requireSeen(await lookAgain(() => this.callers.get(residentId)), () => true)
  }

  /** DomainError `not-found` for whoever the asker does not see, and for nobody. */
  async require(residentId: string, by: Staff, field?: string): Promise<Caller> {
    const caller = await this.callers.get(residentId)
    return requireSeen(caller && (await this.livesIn(caller, scopeOf(by))) ? caller : undefined, () => true, field)
  }

  /** Who of the asker's area is registered with a telephone, and whether there are more of them than these. */
  withPhoneIn({ areaCode }: Pick<Staff, 'areaCode'>, phone: string): Promise<{ callers: Caller[]; more: boolean }> {
    return this.withPhone(phone, areaCode)
  }

  /**
   * The person as a member of staff wrote them down, with their residentId: the one that was given, if the asker may know them; whoever leaves out the name means as the
   * register has it. Or the one of the asker's own area that phone and name point to.
   */
  async identify<P extends Partial<Named>>(person: P, by: Staff, field: string): Promise<P & Named> {
    const { residentId, name } = person
    if (!residentId) return this.pointedTo(person as P & Named, by.areaCode)
    const caller = requireSeen(await this.lookAgainFor(residentId, by), () => true, `${field}.residentId`)
    return { ...person, name: name ?? caller.name }
  }

  /**
   * The same for people who told of themselves where nobody asked back. The id that they gave counts where the register has the same name and telephone for it, in the area
   * that it was told in, and no further than that; without one, whoever of that area phone and name point to. Looks once.
   */
  async link<P extends Named>(person: P, areaCode: string): Promise<P> {
    const { residentId } = person
    if (!residentId) return this.pointedTo(person, areaCode)
    const caller = await this.callers.get(residentId)
    const isTheirs = caller && !(await this.differences(caller, person, areaCode)).length
    return isTheirs ? { ...person, claimed: true } : { ...person, residentId: undefined }
  }

  /** What the register has otherwise of a person than somebody said of themselves in an area. */
  async differences(caller: Caller, { name, phone }: Pick<Named, 'name' | 'phone'>, areaCode: string): Promise<Difference[]> {
    const phones = phone ? formsOfPhone(phone, cityPhones()) : []
    return differencesOf(caller, { name, phones, within: await this.livesIn(caller, areaCode) })
  }

  async livesIn({ areas, areaCode }: Caller, within: string): Promise<boolean> {
    const own = areas?.length ? areas : (await this.areas.get(areaCode))?.ancestors
    return own?.includes(within) ?? false
  }

  /** Nobody, where so many share the telephone that another of the same name may be among those who were not looked at. */
  private async pointedTo<P extends Named>(person: P, areaCode: string): Promise<P> {
    const { callers, more } = person.phone ? await this.withPhone(person.phone, areaCode) : { callers: [], more: false }
    const residentId = more ? undefined : matchOf(callers, person.name)?.id
    return residentId ? { ...person, residentId, claimed: true } : person
  }

  private async withPhone(phone: string, areaCode: string) {
    const callers: Caller[] = []
    for await (const caller of this.callers.each({ phone: { in: formsOfPhone(phone, cityPhones()) } })) {
      if (!(await this.livesIn(caller, areaCode))) continue
      if (callers.length === MOST_SHARING) return { callers, more: true }
      callers.push(caller)
    }
    return { callers, more: false }
  }

  /** Who lives elsewhere is looked for as often as who is nowhere: neither the time that it takes nor what is read for it tells anything, and they may have moved here just now. */
  private lookAgainFor(residentId: string, by: Staff): Promise<Caller | undefined> {
    return lookAgain(async () => {
      const caller = await this.callers.get(residentId)
      return caller && (await this.livesIn(caller, by.areaCode)) ? caller : undefined
    })
  }
}

async function lookAgain(look: () => Promise<Caller | undefined>): Promise<Caller | undefined> {
  for (let looks = 0; ; looks++) {
    const caller = await look()
    if (caller || looks === LOOKS) return caller
    await setTimeout(LOOK_AGAIN_MS)
  }
}
