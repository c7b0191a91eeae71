import { Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import type { Clock } from '@yiwang/domain'
import type { Collection, Page, Stored, Vault } from '@yiwang/persistence'
import { Every, takeAll, takeDue } from '@yiwang/platform'
import type { Gateway } from './gateway'
import { isAskedFor } from './limits'
import { accept, count, KEPT_MS, LONGEST_PAUSE_MS, type Message, type MessageState, putOff, type Recipient, refuse, take, tried } from './message'
import type { Spending } from './spending'
import { type Language, type Purpose, type Template, textOf } from './template'

export interface Sending<V extends string> {
  /** Derived from what the message is of (`deriveId`): asked for again, it is the same one. */
  id: string
  /** A mobile number. */
  to: string
  template: Template<V>
  values: Record<V, string>
  language?: Language
  /** Later than this it is of use to nobody. */
  until?: Date
}

export interface Parts {
  service: ServiceName
  templates: readonly Template[]
  messages: Collection<Message>
  recipients: Collection<Recipient>
  vault: Vault
  clock: Clock
  spending: Spending
  gateway?: Gateway
  signature: string
}

/** A service's messages to telephones: kept first, then sent by timed work, so that none is lost with the process and none is sent twice by two instances. */
export class Messages {
  private readonly templates: ReadonlyMap<string, Template>
  private readonly logger = new Logger(Messages.name)

  constructor(private readonly parts: Parts) {
    this.templates = new Map(parts.templates.map((template) => [template.name, template]))
  }

  /** Whether anything is sent at all. */
  get areSent(): boolean {
    return this.parts.gateway !== undefined
  }

  /** Whether what would have been sent is to be looked at. */
  get areShown(): boolean {
    return this.parts.gateway?.keeps === true
  }

  /** Throws `messages-spent` where a code would be refused now. */
  requireRoom(): Promise<void> {
    return this.parts.spending.requireRoom()
  }

  /**
   * How far it is: `dropped` where nobody is to get it (the telephone has had too many, or its owner wants none). Where the city has sent as much as it sends in an hour a
   * code is refused (`messages-spent`), and everything else waits.
   */
  async send<V extends string>({ id, to, template, values, language = 'zh-CN', until }: Sending<V>): Promise<MessageState> {
    const { messages, clock } = this.parts
    const before = await messages.get(id)
    if (before) return before.state
    const now = clock.now()
    const { name, purpose } = template
    const why = await this.count(to, purpose, now)
    if (!why && isAskedFor(purpose)) await this.parts.spending.take(purpose)
    const wanted = { id, to, template: name, purpose, language, values: template.values.map((value) => values[value]), ...(until && { until }) }
    const kept = await messages.upsert(id, (current) => (current ? undefined : accept(wanted, why, now)))
    return (kept as Message).state
  }

  @Every(1_000)
  async deliverAllDue(): Promise<void> {
    if (!this.parts.gateway) return
    const due = { where: { state: 'waiting' }, at: 'dueAt', now: this.parts.clock.now(), longestMs: LONGEST_PAUSE_MS }
    await takeDue(this.parts.messages, due, ({ id }) => this.deliver(id))
  }

  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    const { messages, recipients, clock } = this.parts
    const now = clock.now()
    await takeAll(messages, { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } }, 'createdAt', ({ id }) => messages.remove(id))
    await takeAll(recipients, { expiresAt: { lt: now } }, 'expiresAt', ({ id }) => recipients.remove(id))
  }

  /** What would have been sent, the newest first. */
  list(limit: number, cursor?: string): Promise<Page<Stored<Message>>> {
    return this.parts.messages.find({}, { sort: '-createdAt', limit, after: cursor })
  }

  textOf({ template, values, language }: Message): string {
    const known = this.templates.get(template)
    return known ? textOf(known, values, language, this.parts.signature) : ''
  }

  /** The owner of a telephone wants no more of one kind of message, or wants it again. */
  async refuse(to: string, purpose: Purpose, refused: boolean): Promise<void> {
    const id = await this.recipientOf(to)
    await this.parts.recipients.upsert(id, (known) => refuse(known, { id, to, purpose, refused }, this.parts.clock.now()))
  }

  private async count(to: string, purpose: Purpose, now: Date): Promise<Message['why']> {
    const id = await this.recipientOf(to)
    let why: Message['why']
    await this.parts.recipients.upsert(id, (known) => {
      const counted = count(known, { id, to, purpose }, now)
      why = counted.why
      return counted.decision
    })
    return why
  }

  /** Whoever takes it has it in hand; of several instances one does. */
  private async deliver(id: string): Promise<void> {
    const { messages, clock, gateway } = this.parts
    let mine = false
    const message = await messages.change(id, (current) => {
      const taken = take(current, clock.now())
      mine = taken?.set.attempts !== undefined
      return taken
    })
    const template = this.templates.get(message.template)
    if (!mine || !template || !gateway) return
    const waitMs = await this.waitOf(message)
    if (waitMs) return void (await messages.change(id, (current) => putOff(current, new Date(clock.now().getTime() + waitMs))))
    const outcome = await gateway.deliver({ id, to: message.to, text: this.textOf(message), template, values: message.values })
    if (outcome !== 'sent') this.logger.warn(`message ${id} (${template.name}): the gateway ${outcome === 'away' ? 'is away' : 'refuses it'}`)
    await messages.change(id, (current) => tried(current, outcome, clock.now(), { keep: gateway.keeps }))
  }

  /** What nobody asked for is counted when it goes out: what a night has gathered, or an hour without room, does not go out in one. */
  private async waitOf({ purpose, attempts }: Message): Promise<number> {
    return isAskedFor(purpose) || attempts > 1 ? 0 : this.parts.spending.take(purpose)
  }

  /** By a keyed hash of the number, the first time; after a change of the data key what was refused holds on. */
  private async recipientOf(to: string): Promise<string> {
    const { recipients, vault, service } = this.parts
    return (await recipients.findOne({ to }))?.id ?? vault.of(service).hash(to, `${service}.recipients`)
  }
}
