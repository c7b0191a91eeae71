import { Injectable } from '@nestjs/common'
import { Clock, DomainError, deriveId } from '@yiwang/domain'
import { type Language, Messages } from '@yiwang/messages'
import { Recognitions } from '@yiwang/people'
import { type Collection, InjectCollection, Vault } from '@yiwang/persistence'
import { Every, SecurityLog, takeAll } from '@yiwang/platform'
import { hashOf, newDigits } from '../secrets'
import { proofIdOf } from './arrival.cookie'
import { CODE_DIGITS, CODE_MINUTES, type Code, issue, tryCode } from './code'
import { codeSchema } from './code.schema'
import { signInCode } from './sign-in-code'

/** Of mainland China. No code can be read on a fixed line. */
const MOBILE = /^1[3-9]\d{9}$/

/**
 * Codes to telephones. Whose telephone it is, and whether anybody's, is not asked here: every number is sent a code, counted and answered alike, so that nothing tells
 * who is registered.
 */
@Injectable()
export class CodesService {
  constructor(
    @InjectCollection(codeSchema) private readonly codes: Collection<Code>,
    private readonly messages: Messages,
    private readonly recognitions: Recognitions,
    private readonly security: SecurityLog,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  get areSent(): boolean {
    return this.messages.areSent
  }

  /** Until when it is good, in the browser that keeps this secret. Throws `too-many-codes`, and `messages-spent`. */
  async send(phone: string, language: Language, browser: string): Promise<Date> {
    if (!this.areSent) throw new DomainError('codes-not-sent')
    if (!MOBILE.test(phone)) throw new DomainError('not-a-mobile', { field: 'phone' })
    // Before the code: where none is sent, the one before stays good, and nothing is counted of the telephone.
    await this.messages.requireRoom()
    const now = this.clock.now()
    const id = this.idOf(phone)
    const code = newDigits(CODE_DIGITS)
    const hash = this.hashOf(id, code, browser)
    const kept = (await this.codes.upsert(id, (known) => issue(known, { id, hash }, now))) as Code
    const sending = { id: deriveId('sign-in code', id, hash), to: phone, template: signInCode, language, until: kept.until }
    const state = await this.messages.send({ ...sending, values: { code, minutes: String(CODE_MINUTES) } })
    if (state === 'dropped') throw new DomainError('too-many-codes', { field: 'phone', retryAfter: 24 * 3600 })
    return kept.until
  }

  /** What the register is asked with: that whoever asks has this telephone in hand. Throws `wrong-sign-in-code`, also for the right one in another browser than asked for it. */
  async check(phone: string, code: string, browser = ''): Promise<string> {
    const id = this.idOf(phone)
    const hash = this.hashOf(id, code, browser)
    let right = false
    await this.codes.upsert(id, (known) => {
      const tried = tryCode(known, hash, this.clock.now())
      right = tried.right
      return tried.decision
    })
    if (!right) {
      this.security.note({ what: 'sign-in', outcome: 'refused', facts: { way: 'phone', code: 'wrong-sign-in-code' } })
      throw new DomainError('wrong-sign-in-code', { field: 'code' })
    }
    return this.recognitions.writeProof({ id: proofIdOf(browser), phone })
  }

  @Every(10 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.codes, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.codes.remove(id))
  }

  private idOf = (phone: string): string => this.vault.of('identity').hash(phone, 'identity.resident-codes')
  private hashOf = (id: string, code: string, browser: string): string =>
    this.vault.of('identity').hash(code, `identity.resident-codes/${id}/${hashOf(browser)}`)
}
