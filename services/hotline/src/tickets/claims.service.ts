import { Injectable } from '@nestjs/common'
import { type Staff, seen, unscoped } from '@yiwang/auth'
import { Clock, deriveId, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { AreasService, CalendarService } from '@yiwang/platform'
import type { Caller } from '../callers/caller'
import { CallersService } from '../callers/callers.service'
import { type Claim, decide, open, type Verdict, verdicts } from './claim'
import { claimSchema } from './claim.schema'
import type { ListClaims } from './claims.dto'
import { hidesReporter, type PersonRole, personRoles, type Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { confirmPerson, refusePerson } from './ticket-decisions'
import { TicketNews } from './ticket-news.service'

const idOf = (ticketId: string, residentId: string): string => deriveId(ticketId, 'claim', residentId)

/** As whom a ticket has somebody on their word alone. A reporter who is not to be known is nobody's to check. */
const claimedIn = (ticket: Ticket | undefined, residentId: string): PersonRole[] =>
  personRoles.filter((role) => ticket?.[role]?.residentId === residentId && ticket[role].claimed && !(hidesReporter(ticket) && role === 'reporter'))

/** Who somebody is said to be, where nobody asked: checked by those who have to do with the resident, wherever it was said. */
@Injectable()
export class ClaimsService {
  constructor(
    @InjectCollection(claimSchema) private readonly claims: Collection<Claim>,
    @InjectCollection(ticketSchema) private readonly tickets: Collection<Ticket>,
    private readonly callers: CallersService,
    private readonly areas: AreasService,
    private readonly calendar: CalendarService,
    private readonly news: TicketNews,
    private readonly clock: Clock,
  ) {}

  /** Whether it is known by now that this is, or is not, who the ticket says. */
  async isDecided(ticketId: string, residentId: string): Promise<boolean> {
    return ((await this.claims.get(idOf(ticketId, residentId)))?.state ?? 'open') !== 'open'
  }

  /** The register has something else of this resident: whoever knows them is to say. */
  async open(ticket: Ticket, caller: Caller, roles: PersonRole[]): Promise<void> {
    const area = await this.areas.placed(caller.areaCode)
    await this.claims.upsert(idOf(ticket.id, caller.id), (known) => (known ? undefined : open(this.claimOf(ticket, caller.id, roles), area)))
  }

  /** It waits where the resident lives now. */
  async follow({ id: residentId, areaCode }: Caller): Promise<void> {
    for await (const { id } of this.claims.each({ residentId, state: 'open' })) {
      const { id: code, ancestors } = await this.areas.placed(areaCode)
      await this.claims.change(id, (claim) => (claim.areaCode === code ? undefined : { set: { areaCode: code, areas: ancestors } }))
    }
  }

  /** What is still to be checked, of one resident or of all in an area, the oldest first. */
  async list({ residentId, areaCode, limit, cursor }: ListClaims, by: Staff) {
    if (residentId) await this.callers.require(residentId, by, 'residentId')
    const claims = seen(this.claims, await this.areas.ofList(areaCode, by))
    const { items, next } = await claims.find({ state: 'open', ...(residentId && { residentId }) }, { sort: 'claimedAt', limit, after: cursor })
    return { items: await Promise.all(items.map((claim) => this.view(claim))), next }
  }

  /** Of a claim that waits, or of a ticket that has them as they said. To whoever has not to do with the resident there is neither. */
  async decide(ticketId: string, residentId: string, verdict: Verdict, by: Staff) {
    const caller = await this.callers.require(residentId, by)
    const known = await unscoped(this.claims).get(idOf(ticketId, residentId))
    const ticket = await unscoped(this.tickets).get(ticketId)
    const roles = known?.roles ?? claimedIn(ticket, residentId)
    const asked = requireSeen(ticket, () => roles.length > 0)
    const area = await this.areas.placed(caller.areaCode)
    const now = this.clock.now()
    const moment = { by, now, calendar: await this.calendar.known() }
    const rule = verdict === 'confirm' ? confirmPerson : refusePerson
    // Cut off after the claim was decided and before the ticket heard: asked again, only the ticket is left to do.
    const isHalfDone = known?.state === verdicts[verdict] && rule(asked, residentId, roles, moment) !== undefined

    const claim = (await unscoped(this.claims).upsert(
      idOf(ticketId, residentId),
      (current) => {
        if (current) return isHalfDone ? undefined : decide(current, verdict, by, now)
        const { set } = open(this.claimOf(asked, residentId, roles), area)
        return { set: { ...set, ...decide(set as Claim, verdict, by, now).set } }
      },
      { keyed: true },
    )) as Stored<Claim>
    this.news.tell(await unscoped(this.tickets).change(ticketId, (current) => rule(current, residentId, claim.roles, moment), { keyed: true }))
    return this.view(claim)
  }

  private claimOf = ({ id: ticketId, number }: Ticket, residentId: string, roles: PersonRole[]) => ({
    id: idOf(ticketId, residentId),
    residentId,
    ticketId,
    number,
    roles,
    claimedAt: this.clock.now(),
  })

  /** When, where and under which name it was said; of what was asked for, nothing: it may be a stranger's. */
  private async view(claim: Stored<Claim>) {
    const { ticketId, residentId, roles } = claim
    const [ticket, caller] = await Promise.all([unscoped(this.tickets).get(ticketId), this.callers.get(residentId)])
    if (!ticket) throw new Error(`there is no ticket ${ticketId}`)
    const { areaCode, channel, createdAt: toldAt } = ticket
    const { name, phone } = ticket[roles[0]] ?? ticket.reporter
    const differs = caller ? await this.callers.differences(caller, { name, phone }, areaCode) : []
    return { ...claim, name, phone, differs, channel, toldAt, areaPath: await this.areas.path(areaCode) }
  }
}
