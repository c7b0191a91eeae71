import { Id, Line, Secret, Whole } from '@yiwang/platform'

/** RFC 6749, 4.4.2: the names are the standard's. Who asks stands here, or in the header `authorization: Basic …`. */
export class TokenForm {
  @Line({ max: 100, description: '`client_credentials`' }) grant_type: string
  @Line({ max: 1000, optional: true, description: 'of what was granted, with blanks between; all of it where absent' }) scope?: string
  @Id({ optional: true }) client_id?: string
  @Secret({ max: 200, optional: true }) client_secret?: string
}

/** RFC 6749, 5.1. */
export class TokenView {
  @Line({ max: 4000 }) access_token: string
  @Line({ max: 20, description: '`Bearer`' }) token_type: string
  @Whole({ min: 1, max: 900, description: 'seconds' }) expires_in: number
  @Line({ max: 1000, description: 'what it opens' }) scope: string
}
