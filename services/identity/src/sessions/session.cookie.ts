import type { CookieSerializeOptions } from '@fastify/cookie'
import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { settings } from '../config'

const NAME = 'yiwang_refresh'

/** Where a browser keeps the refresh token: no script reads it, no other site sends it, no other door gets it. */
@Injectable()
export class SessionCookie {
  private readonly secure = settings().COOKIE_SECURE

  constructor(private readonly clock: Clock) {}

  read(request: FastifyRequest): string | undefined {
    return request.cookies[NAME]
  }

  write(reply: FastifyReply, token: string, expiresAt: Date): void {
    reply.setCookie(NAME, token, { ...this.options(reply), maxAge: Math.ceil((expiresAt.getTime() - this.clock.now().getTime()) / 1000) })
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(NAME, this.options(reply))
  }

  private options({ request }: FastifyReply): CookieSerializeOptions {
    return { path: '/api/identity/sessions', httpOnly: true, sameSite: 'strict', secure: this.secure ?? request.protocol === 'https' }
  }
}
