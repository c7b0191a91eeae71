import type { Staff } from '@yiwang/auth'
import { type Clock, DomainError, dayOf, deriveId } from '@yiwang/domain'
import { type Actor, type Collection, DuplicateError, type Page, type Stored } from '@yiwang/persistence'
import { type AreasService, withinArea } from '../areas/areas.service'
import { Every, eachBy, takeAll } from '../run/sweep'
import { type AlarmState, acknowledge, isNewTo, type SecurityAlarm, see } from './alarm'
import { type Alarmed, type AlarmRule, alarmsIn, rulesOn } from './alarm-rules'
import { keptSince } from './retention'
import type { SecurityLog } from './security-log'

const HOUR_MS = 3_600_000
/** So long admins are shown what they have not seen, and so many at once. */
const SHOWN_MS = 30 * 24 * HOUR_MS
const SHOWN = 50

/** Looks at what the security log of one service has of late, by the rules, and keeps what was found until an auditor has looked. */
export class SecurityAlarms {
  constructor(
    private readonly log: SecurityLog,
    private readonly alarms: Collection<SecurityAlarm>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** Each instance looks by itself: the same is found once, and once in an hour, or in as long as the rule looks back, where it goes on. */
  @Every(60_000)
  async look(): Promise<void> {
    const now = this.clock.now()
    const rules = rulesOn(dayOf(now))
    if (!rules.length) return
    const entries = await this.log.since(wantedBy(rules, now))
    const found = alarmsIn(entries, now, rules)
    if (!found.length) return
    const longest = new Date(now.getTime() - Math.max(...found.map(({ rule }) => onceIn(rule))))
    const lately = (await this.alarms.find({ at: { gt: longest } }, { sort: '-at', limit: 200 })).items
    for (const one of found) if (!lately.some((before) => isSame(before, one, now))) await this.raise(one, now)
  }

  private async raise({ rule, about, areaCode, count }: Alarmed, now: Date): Promise<void> {
    const { name, minutes, per, admins } = rule
    const state = admins === 'alone' ? 'told' : 'open'
    const account = per === 'address' ? undefined : about
    const id = deriveId(name, about, String(Math.floor(now.getTime() / onceIn(rule))))
    try {
      await this.alarms.insert({
        set: {
          id,
          at: now,
          rule: name,
          count,
          minutes,
          state,
          ...(admins && { forAdmins: true, areaCode }),
          ...(account ? { account } : { address: about }),
        },
      })
    } catch (error) {
      if (error instanceof DuplicateError) return
      throw error
    }
    await this.log.note({ what: 'alarm', outcome: 'done', ...(account && { subject: account }), facts: { rule: name, count, minutes } })
  }

  /** The newest first. */
  list(state: AlarmState, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<Stored<SecurityAlarm>>> {
    return this.alarms.find({ state }, { sort: '-at', limit, after: cursor })
  }

  /** DomainError `not-found`, and `illegal-transition` where somebody has looked already. */
  async acknowledge(id: string, note: string, by: Actor): Promise<Stored<SecurityAlarm>> {
    const alarm = await this.alarms.change(id, (current) => acknowledge(current, by, note, this.clock.now()), { keyed: true })
    await this.log.note({ what: 'alarm', outcome: 'done', subject: alarm.account ?? alarm.id, facts: { rule: alarm.rule, acknowledged: true } })
    return alarm
  }

  /** What is about those who work within an admin’s area, the newest first, and they have not seen. */
  async ofStaff(by: Staff): Promise<SecurityAlarm[]> {
    const found: SecurityAlarm[] = []
    const since = new Date(this.clock.now().getTime() - SHOWN_MS)
    for await (const alarm of eachBy(this.alarms, { forAdmins: true, at: { gt: since } }, '-at')) {
      if (isNewTo(alarm, by) && (await this.isWithin(alarm, by))) found.push(alarm)
      if (found.length === SHOWN) break
    }
    return found
  }

  /** DomainError `not-found` for what is elsewhere. */
  async see(id: string, by: Staff): Promise<void> {
    const alarm = await this.alarms.get(id)
    if (!alarm?.forAdmins || !(await this.isWithin(alarm, by))) throw new DomainError('not-found')
    await this.alarms.change(id, (current) => see(current, by), { keyed: true })
  }

  private async isWithin({ areaCode }: SecurityAlarm, by: Staff): Promise<boolean> {
    const area = areaCode && (await this.areas.get(areaCode))
    return Boolean(area && withinArea(area, by))
  }

  waiting = (): Promise<number> => this.alarms.count({ state: 'open' })

  @Every(HOUR_MS)
  async sweep(): Promise<void> {
    await takeAll(this.alarms, { at: { lt: keptSince(this.clock.now()) } }, 'at', ({ id }) => this.alarms.remove(id))
  }
}

const onceIn = ({ minutes }: AlarmRule): number => Math.max(HOUR_MS, minutes * 60_000)

/** Of each word no more than its own rules look back on. */
function wantedBy(rules: AlarmRule[], now: Date): Map<string, Date> {
  const from = new Map<string, Date>()
  for (const { what, minutes } of rules) {
    const since = new Date(now.getTime() - minutes * 60_000)
    if (since < (from.get(what) ?? now)) from.set(what, since)
  }
  return from
}

const isSame = (before: SecurityAlarm, { rule, about }: Alarmed, now: Date): boolean =>
  before.rule === rule.name && (before.account ?? before.address) === about && now.getTime() - before.at.getTime() < onceIn(rule)
