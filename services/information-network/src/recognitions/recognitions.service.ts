import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { PeopleSearches, type Proof, Recognitions } from '@yiwang/people'
import { type Collection, InjectCollection, type Stored, Vault } from '@yiwang/persistence'
import { Every, takeAll } from '@yiwang/platform'
import { isAlive, type Resident } from '../residents/resident'
import { ResidentsService } from '../residents/residents.service'
import type { PresentCard } from './recognitions.dto'
import { recordWrong, type Tries, takeBack } from './tries'
import { triesSchema } from './tries.schema'

/** Who somebody is who has shown identity something of themselves. The register alone knows, and says it in a note to identity. */
@Injectable()
export class RecognitionsService {
  constructor(
    @InjectCollection(triesSchema) private readonly tries: Collection<Tries>,
    private readonly residents: ResidentsService,
    private readonly searches: PeopleSearches,
    private readonly notes: Recognitions,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Throws `not-recognised`, the same whether nobody has the telephone or others do. */
  async recognise(note: string, lastFour: string | undefined): Promise<string> {
    const proof = this.notes.readProof(note)
    const resident = 'phone' in proof ? await this.byPhone(proof.phone, lastFour) : await this.byNumber(proof)
    const { id: residentId, name, areaCode } = resident
    return this.notes.writeRecognition({ proofId: proof.id, residentId, name, areaCode })
  }

  /** For a card: whom the member of staff may see. */
  async vouch(id: string, by: Staff): Promise<string> {
    const { id: residentId, name, areaCode } = await this.residents.get(id, by)
    return this.notes.writeVouch({ by: by.id, residentId, name, areaCode })
  }

  /**
   * For who acts for another: whose identity card the member of staff has in hand, wherever in the city they live. Both must fit, and it is a search like any other: of
   * whoever lives elsewhere, is called otherwise or is nobody it costs and keeps the same. Throws `not-registered-so`.
   */
  async present({ identityNumber, name }: PresentCard, by: Staff): Promise<string> {
    const search = { by, kind: 'residents', needs: 'family-proxies.record', sought: { number: identityNumber, name } } as const
    const look = async () => {
      const resident = await this.residents.registeredUnder(identityNumber)
      return { items: resident && isSameName(resident.name, name) ? [resident] : [], next: null }
    }
    const { items } = await this.searches.find(search, ({ id }) => [id], look)
    if (!items.length) throw new DomainError('not-registered-so', { field: 'identityNumber' })
    const [{ id: residentId, name: registered, areaCode }] = items
    return this.notes.writePresented({ by: by.id, residentId, name: registered, areaCode })
  }

  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.tries, { until: { lt: this.clock.now() } }, 'until', ({ id }) => this.tries.remove(id))
  }

  /** Families share a telephone, and numbers go to others: besides the telephone, something of the person. Two to whom both fits are told apart by nobody but a counter. */
  private async byPhone(phone: string, lastFour: string | undefined): Promise<Stored<Resident>> {
    if (lastFour === undefined) throw new DomainError('last-four-needed', { field: 'lastFour' })
    const id = this.vault.of('information-network').hash(phone, 'information-network.recognition-tries')
    // Counted before it is looked: of guesses at the same moment, too, five are heard.
    await this.tries.upsert(id, (known) => recordWrong(known, id, this.clock.now()))
    const found = (await this.residents.withPhone(phone)).filter((one) => isAlive(one) && one.identityNumber?.endsWith(lastFour))
    if (found.length !== 1) throw new DomainError('not-recognised', { field: 'lastFour' })
    await this.tries.upsert(id, takeBack)
    return found[0]
  }

  private async byNumber({ identityNumber, name }: Extract<Proof, { name: string }>): Promise<Stored<Resident>> {
    const resident = await this.residents.registeredUnder(identityNumber)
    if (!resident || !isAlive(resident) || !isSameName(resident.name, name)) throw new DomainError('not-registered')
    return resident
  }
}
