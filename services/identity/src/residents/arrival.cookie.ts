import { Injectable } from '@nestjs/common'
import { hashOf } from '../secrets'
import { SessionCookie } from '../sessions/session.cookie'

/**
 * What a browser keeps from asking for a code, or coming back from the province, until its resident is in. The code is good in this browser alone, and so is every note that it leads to: a
 * proof has its id of what lies here.
 */
@Injectable()
export class ArrivalCookie extends SessionCookie {
  protected override readonly cookie = { name: 'yiwang_arrival', path: '/api/identity/residents' }
}

/** Of the proof that is made in the browser which keeps this secret: 144 bits of its hash, and the id of the session that it is good for. */
export const proofIdOf = (browser: string): string => hashOf(browser).slice(0, 24)
