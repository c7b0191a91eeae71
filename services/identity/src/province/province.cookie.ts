import { Injectable } from '@nestjs/common'
import { SessionCookie } from '../sessions/session.cookie'

/** What a browser keeps while somebody is at the province's page. */
@Injectable()
export class ProvinceCookie extends SessionCookie {
  protected override readonly cookie = { name: 'yiwang_province', path: '/api/identity/residents/province' }
}
