import { Injectable } from '@nestjs/common'
import { SessionCookie } from '../sessions/session.cookie'

/** A resident's, apart from staff's: in one browser a worker stays signed in as a worker, and as the resident that they are. */
@Injectable()
export class ResidentCookie extends SessionCookie {
  protected override readonly cookie = { name: 'yiwang_resident', path: '/api/identity/residents/sessions' }
}
