import { normalIdentityNumber } from '@yiwang/domain/normalization'
import { IdentityNumber, Note } from '@yiwang/people'
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
  @Note({ description: 'for POST /api/identity/residents/cards and …/proxies/recorded; good for ten minutes' }) vouch: string
}

/** As it stands on the identity card in hand. */
export class PresentCard {
  @IdentityNumber() identityNumber: string
  @Line({ max: 60 }) name: string
}

export class PresentedView {
  @Note({ description: 'for POST /api/identity/residents/proxies/recorded; good for ten minutes' }) presented: string
}
