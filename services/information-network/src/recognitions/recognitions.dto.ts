import { normalIdentityNumber } from '@yiwang/domain/normalization'
import { Note } from '@yiwang/people'
import { Line } from '@yiwang/platform'

export class Recognise {
  @Note({ description: 'what identity answered' }) proof: string
  @Line({
    max: 4,
    min: 4,
    clean: normalIdentityNumber,
    pattern: /^\d{3}[\dX]$/,
    optional: true,
    description: 'the last four characters of the identity number, where a telephone is the proof',
  })
  lastFour?: string
}

export class RecognitionView {
  @Note({ description: 'for POST /api/identity/residents/sessions; good once, for ten minutes' }) recognition: string
}

export class VouchView {
  @Note({ description: 'for POST /api/identity/residents/cards; good for ten minutes' }) vouch: string
}
