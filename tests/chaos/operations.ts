import type { Answer, Client, Wish } from './client'
import type { Chance } from './random'
import type { World } from './world'

const COMMUNITY = '320613004006'
/** With an account at the waterworks, or rather one for each way that it may behave. */
export const HOUSEHOLDS = 6
const AREAS = [COMMUNITY, COMMUNITY, COMMUNITY, '320613004001']

/** One caller of the day: a client, what all of them know, and chance. */
export class Caller {
  private phones = 0

  constructor(
    private readonly client: Client,
    private readonly world: World,
    private readonly chance: Chance,
    private readonly number: number,
  ) {}

  /** The next operation, of the kinds that a day has. */
  operate(): Promise<unknown> {
    return this.chance.weighed(this.kinds)()
  }

  private readonly kinds: [number, () => Promise<unknown>][] = [
    [6, () => this.registerResident()],
    [5, () => this.changeResident()],
    [18, () => this.recordTicket()],
    [13, () => this.act('dispatch', ['received', 'returned'], 'operator', { unitId: COMMUNITY })],
    [9, () => this.act('accept', ['dispatched'], 'worker')],
    [3, () => this.act('return', ['dispatched'], 'worker', { reason: '不属本社区办理。' })],
    [8, () => this.act('resolve', ['handling'], 'worker', { reply: '已上门查看并修复。' })],
    [7, () => this.act('call-back', ['resolved'], 'operator', this.verdict())],
    [3, () => this.act('answer', ['received'], 'operator', { reply: '已当场答复。', solved: this.chance.happens(0.5) })],
    [5, () => this.act('refer', ['received', 'returned'], 'operator', { service: 'home-care', need: '需要助浴。' })],
    [5, () => this.assign()],
    [4, () => this.visit('start-visit', 'planned', 'start')],
    [4, () => this.visit('complete-visit', 'in-service', 'complete', { report: '服务已完成，老人情况良好。' })],
    [1, () => this.visit('give-visit-up', 'planned', 'cannot-be-done', { reason: '家中无人。' })],
    [5, () => this.registerNeed()],
    [9, () => this.pay()],
    [2, () => this.publishNotice()],
    [1, () => this.registerTerminal()],
    [3, () => this.list()],
    [10, () => this.read()],
  ]

  private async registerResident() {
    const wanted = { ...this.world.stranger(this.chance), areaCode: this.chance.one(AREAS) }
    const answer = await this.ask('admin', 'information-network', 'register-resident', '/residents', wanted)
    if (answer.status < 300 && answer.status) this.world.residents.push({ ...wanted, id: answer.body.id, version: answer.body.version })
  }

  /** A PATCH takes no key: the version that it knows keeps a late repeat from undoing what came after. */
  private async changeResident() {
    const resident = this.world.take(this.world.residents, this.chance)
    if (!resident) return this.registerResident()
    const phone = this.world.phone(500_000 + this.number * 20_000 + ++this.phones)
    const wish: Wish = {
      as: 'admin',
      service: 'information-network',
      kind: 'change-resident',
      path: `/residents/${resident.id}`,
      method: 'PATCH',
      body: { phone },
      subject: resident.id,
      ifVersion: resident.version,
    }
    const { status, body, operation } = await this.client.ask(wish)
    const changed = { ...resident, phone, version: body.version }
    if (status === 200) this.world.residents.push(changed)
    else if (status === 412 && operation.tries > 1) {
      // An earlier try was stored though its answer was lost: nobody else changes this resident.
      const now = await this.get('admin', 'information-network', '/residents', resident.id, resident.version)
      if (now.body.version === resident.version + 1)
        Object.assign(operation, { status: 200, answered: { id: resident.id, version: now.body.version } })
      this.world.residents.push({ ...changed, version: now.body.version })
    }
  }

  private async recordTicket() {
    const resident = this.chance.happens(0.8) && this.world.residents.length ? this.chance.one(this.world.residents) : undefined
    const reporter = resident ? { name: resident.name, phone: resident.phone, residentId: resident.id } : { name: '王建国', phone: '13900001234' }
    const others = this.world.residents.filter(({ id }) => id !== resident?.id)
    const beneficiary = this.chance.happens(0.2) && others.length ? this.chance.one(others) : undefined
    const wanted = {
      reporter,
      ...(beneficiary && { beneficiary: { name: beneficiary.name, residentId: beneficiary.id } }),
      areaCode: COMMUNITY,
      description: `楼道灯坏了，老人上下楼不安全（${this.number}-${this.chance.below(1e9)}）。`,
      urgency: this.chance.one(['ordinary', 'urgent', 'critical']),
    }
    const record = (told: Record<string, unknown>) => this.ask('operator', 'hotline', 'record-ticket', '/tickets', told)
    const answer = await record(wanted)
    // Where the news of a registration is not there yet, the ticket is for somebody as told on the phone.
    const { status, body } =
      answer.status === 400 ? await record({ ...wanted, reporter: { name: reporter.name, phone: reporter.phone }, beneficiary: undefined }) : answer
    if (status === 201) this.world.putBack(body)
  }

  /** Now and then two do it at once, at two instances: one of them has to hear that it cannot be. */
  private async act(action: string, states: string[], as: Wish['as'], body: Record<string, unknown> = {}) {
    const id = this.world.take(this.world.in(...states), this.chance)
    if (!id) return this.recordTicket()
    const once = () => this.ask(as, 'hotline', action, `/tickets/${id}/${action}`, body, id)
    await Promise.all(this.chance.happens(0.07) ? [once(), once()] : [once()])
    this.world.putBack((await this.get('operator', 'hotline', '/tickets', id, this.world.versionOf(id))).body)
  }

  private verdict(): Record<string, unknown> {
    return this.chance.weighed([
      [6, { reached: true, solved: true, satisfied: true, rating: this.chance.between(3, 5) }],
      [2, { reached: true, solved: false }],
      [2, { reached: false }],
    ])
  }

  private async assign() {
    const request = await this.oneOf('coordinator', 'home-care', '/requests?state=requested&limit=50')
    if (!request) return this.act('refer', ['received', 'returned'], 'operator', { service: 'home-care', need: '需要助餐。' })
    const body = { providerId: 'demo-provider-1', plannedAt: new Date(Date.now() + 3_600_000).toISOString() }
    await this.ask('coordinator', 'home-care', 'assign', `/requests/${request.id}/assign`, body, request.id)
  }

  private async visit(kind: string, state: string, action: string, body: Record<string, unknown> = {}) {
    const visit = await this.oneOf('provider', 'home-care', `/visits?state=${state}&limit=50`)
    if (visit) await this.ask('provider', 'home-care', kind, `/visits/${visit.id}/${action}`, body, visit.id)
  }

  private async registerNeed() {
    const resident = this.world.residents.length ? this.chance.one(this.world.residents) : undefined
    const reporter = resident ? { name: resident.name, phone: resident.phone, residentId: resident.id } : { name: '李桂芳', phone: '13900005678' }
    const wanted = { reporter, description: `小区门口积水（${this.number}-${this.chance.below(1e9)}）。` }
    const { status, body } = await this.ask('KIOSK-DEMO-1', 'kiosk', 'register-need', '/needs', wanted)
    if (status === 201) this.world.needs.push(body.id)
  }

  /** The ending of the account says how the simulated waterworks behaves; 9906 is never reached. */
  private async pay() {
    const ending = this.chance.weighed([
      [70, '0001'],
      [6, '9901'],
      [6, '9902'],
      [6, '9903'],
      [6, '9904'],
      [5, '9905'],
      [1, '9906'],
    ])
    const accountNumber = `W${this.chance.between(1, HOUSEHOLDS)}-${ending}`
    if (ending !== '9906')
      await this.client.ask({ as: 'KIOSK-DEMO-1', service: 'kiosk', kind: 'bill', path: `/bills?biller=water&accountNumber=${accountNumber}` })
    const wanted = { biller: 'water', accountNumber, amount: this.chance.between(1, 5_000) }
    const { status, body } = await this.ask('KIOSK-DEMO-1', 'kiosk', 'pay', '/payments', wanted)
    if (status === 201) this.world.payments.push(body.id)
  }

  private publishNotice() {
    const wanted = { title: `停水通知 ${this.number}-${this.chance.below(1e9)}`, text: '明日上午检修管道。', areaCode: this.chance.one(AREAS) }
    return this.ask('admin', 'information-network', 'publish-notice', '/notices', wanted)
  }

  private registerTerminal() {
    const wanted = { account: `K-${this.number}-${this.chance.below(1e9)}`, name: '便民服务亭', areaCode: COMMUNITY }
    return this.ask('admin', 'identity', 'register-terminal', '/terminals', wanted)
  }

  /** The console's list, where tickets of other doors are met. */
  private async list() {
    const state = this.chance.one(['received', 'received', 'returned', 'resolved'])
    const { status, body } = await this.client.ask({
      as: 'operator',
      service: 'hotline',
      kind: 'list',
      path: `/tickets?state=${state}&sort=-createdAt&limit=20`,
    })
    if (status === 200) this.world.meet(body.items)
  }

  private async read() {
    const ticket = this.world.take(this.world.in(this.chance.one(['referred', 'dispatched', 'closed', 'handling'])), this.chance)
    if (ticket) return this.world.putBack((await this.get('operator', 'hotline', '/tickets', ticket, this.world.versionOf(ticket))).body)
    const resident = this.world.residents.length ? this.chance.one(this.world.residents) : undefined
    if (resident) await this.get('operator', 'information-network', '/residents', resident.id, resident.version)
    if (this.world.needs.length) await this.get('KIOSK-DEMO-1', 'kiosk', '/needs', this.chance.one(this.world.needs), 0)
    if (this.world.payments.length) await this.get('KIOSK-DEMO-1', 'kiosk', '/payments', this.chance.one(this.world.payments), 0)
  }

  private async oneOf(as: Wish['as'], service: Wish['service'], path: string) {
    const { status, body } = await this.client.ask({ as, service, kind: 'list', path })
    return status === 200 && body.items.length ? this.chance.one(body.items) : undefined
  }

  private get = (as: Wish['as'], service: Wish['service'], list: string, id: string, atLeast: number): Promise<Answer> =>
    this.client.ask({ as, service, kind: 'read', path: `${list}/${id}`, subject: id, noted: { atLeast } })

  private ask(as: Wish['as'], service: Wish['service'], kind: string, path: string, body: Record<string, unknown>, subject?: string) {
    return this.client.ask({ as, service, kind, path, method: 'POST', body, subject })
  }
}
