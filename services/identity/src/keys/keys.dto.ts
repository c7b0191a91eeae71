import { Instant, Line, Parts } from '@yiwang/platform'

export class PublicKeyView {
  @Line({ max: 10 }) kty: string
  @Line({ max: 10 }) crv: string
  @Line({ max: 100 }) x: string
  @Line({ max: 100 }) y: string
  @Line({ max: 100 }) kid: string
  @Line({ max: 10 }) use: string
  @Line({ max: 10 }) alg: string
}

/** RFC 7517. */
export class KeySetView {
  @Parts(() => PublicKeyView) keys: PublicKeyView[]
}

/** Published already; tokens are signed with it from then on. */
export class NextKeyView {
  @Line({ max: 100 }) kid: string
  @Instant() signsFrom: Date
}
