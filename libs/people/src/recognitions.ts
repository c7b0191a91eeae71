import { Injectable } from '@nestjs/common'
import { Clock, DomainError } from '@yiwang/domain'
import { Vault } from '@yiwang/persistence'

/** What somebody has shown to identity of who they are: that a telephone is in their hands, or what the province's sign-in says of them. `id`: of what their browser keeps, so that whoever has seen a note comes in by it nowhere else. */
export type Proof = { id: string } & ({ phone: string } | { identityNumber: string; name: string })

interface Known {
  residentId: string
  name: string
  areaCode: string
}

/** Whom the register knows by a proof. */
export type Recognition = Known & { proofId: string }

/** Whom a member of staff has before them, and may see. */
export type Vouch = Known & { by: string }

/** Whose identity card a member of staff has in hand, wherever they live. */
export type Presented = Known & { by: string }

const KEY = 'recognition'
/** A note is good so long: enough to look for one's identity card. */
export const NOTE_MS = 10 * 60_000

/**
 * The notes by which identity asks the register who somebody is, and the register answers. A browser carries them; it can neither read nor make one. So neither service
 * waits for the other, identity keeps no register, and an identity number goes no further than it must.
 */
@Injectable()
export class Recognitions {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {
    vault.requireTopic(KEY)
  }

  writeProof = (proof: Proof): string => this.write('proof', proof)
  readProof = (note: string): Proof => this.read('proof', note)

  writeRecognition = (recognition: Recognition): string => this.write('recognition', recognition)
  readRecognition = (note: string): Recognition => this.read('recognition', note)

  writeVouch = (vouch: Vouch): string => this.write('vouch', vouch)
  readVouch = (note: string): Vouch => this.read('vouch', note)

  writePresented = (presented: Presented): string => this.write('presented', presented)
  readPresented = (note: string): Presented => this.read('presented', note)

  private write(kind: string, said: object): string {
    return this.vault.seal({ said, until: this.clock.now().getTime() + NOTE_MS }, placeOf(kind), KEY)
  }

  /** DomainError `note-over` for what is too old, altered, of the other kind, or was never written. */
  private read<N>(kind: string, note: string): N {
    const { said, until } = this.open<N>(kind, note)
    if (until <= this.clock.now().getTime()) throw new DomainError('note-over')
    return said
  }

  private open<N>(kind: string, note: string): { said: N; until: number } {
    // Only what lies under the key of these two: the one of before is every service's.
    if (!note.startsWith('s2.')) throw new DomainError('note-over')
    try {
      return this.vault.open(note, placeOf(kind), KEY)
    } catch {
      throw new DomainError('note-over')
    }
  }
}

const placeOf = (kind: string) => `note of a ${kind}`
