import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { Clock, DomainError } from '@yiwang/domain'
import { Recognitions } from '@yiwang/people'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Every, SecurityLog, takeAll } from '@yiwang/platform'
import { hashOf, newSecret } from '../secrets'
import { comeBack, type Journey, leave } from './journey'
import { journeySchema } from './journey.schema'
import { ProvinceClient } from './province.client'
import { provinceSettings } from './province.settings'
import { ProvinceSimulator } from './province.simulator'

/** The way in by the province's 统一身份认证: there, and back with what it says of somebody. */
@Injectable()
export class ProvinceService implements OnModuleInit, OnApplicationShutdown {
  private client?: ProvinceClient
  private simulator?: ProvinceSimulator

  constructor(
    @InjectCollection(journeySchema) private readonly journeys: Collection<Journey>,
    private readonly recognitions: Recognitions,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const { provider, simulator } = provinceSettings()
    if (!provider) return
    this.simulator = simulator === undefined ? undefined : await ProvinceSimulator.start(simulator, provider)
    this.client = new ProvinceClient({ ...provider, ...this.simulator?.known })
  }

  async onApplicationShutdown(): Promise<void> {
    await this.simulator?.stop()
  }

  get isConnected(): boolean {
    return this.client !== undefined
  }

  /** Where the browser goes, and what it keeps meanwhile. */
  async begin(): Promise<{ url: string; browser: string; until: Date }> {
    const client = this.required()
    const leaving = { state: newSecret(), nonce: newSecret(), verifier: newSecret(), browser: newSecret() }
    const url = await client.addressToLeaveBy(leaving)
    const { expiresAt } = await this.journeys.insert(leave(leaving, this.clock.now()))
    return { url, browser: leaving.browser, until: expiresAt }
  }

  /** A proof for the register, of what the province says, under this id. Throws `journey-over`, `province-refused`, `province-away`. */
  async end(query: string, browser: string | undefined, id: string): Promise<string> {
    const client = this.required()
    try {
      const state = new URLSearchParams(query).get('state') ?? ''
      // Before anything is asked of the province: of two who come back at once one goes on.
      const journey = await this.back(hashOf(state), browser)
      return this.recognitions.writeProof({ id, ...(await client.whoCameBack(query, state, journey)) })
    } catch (error) {
      if (error instanceof DomainError) this.security.note({ what: 'sign-in', outcome: 'refused', facts: { way: 'province', code: error.code } })
      throw error
    }
  }

  @Every(10 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.journeys, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.journeys.remove(id))
  }

  private async back(id: string, browser: string | undefined): Promise<Journey> {
    if (!(await this.journeys.get(id))) throw new DomainError('journey-over')
    return this.journeys.change(id, (current) => comeBack(current, browser, this.clock.now()))
  }

  private required(): ProvinceClient {
    if (!this.client) throw new DomainError('province-not-connected')
    return this.client
  }
}
