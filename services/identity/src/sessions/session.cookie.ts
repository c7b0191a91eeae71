import type { CookieSerializeOptions } from '@fastify/cookie'
import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { settings } from '../config'

const PLAIN = 'yiwang_refresh'
/** By this prefix a browser takes the cookie over https alone: no page of a neighbour's, and nobody on a plain line, can put one of theirs in its place. */
const SECURE = `__Secure-${PLAIN}`

/** Where a browser keeps the refresh token: no script reads it, no other site sends it, no other door gets it. */
@Injectable()
export class SessionCookie {
  private readonly secure = settings().COOKIE_SECURE

  constructor(private readonly clock: Clock) {}

  /** A browser that was signed in by the version before has it by its plain name, until it next refreshes. */
  read(request: FastifyRequest): string | undefined {
    return this.isSecure(request) ? (request.cookies[SECURE] ?? request.cookies[PLAIN]) : request.cookies[PLAIN]
  }

  write(reply: FastifyReply, token: string, expiresAt: Date): void {
    const maxAge = Math.ceil((expiresAt.getTime() - this.clock.now().getTime()) / 1000)
    this.forgetPlain(reply)
    reply.setCookie(this.isSecure(reply.request) ? SECURE : PLAIN, token, { ...this.options(reply), maxAge })
  }

  clear(reply: FastifyReply): void {
    this.forgetPlain(reply)
    reply.clearCookie(this.isSecure(reply.request) ? SECURE : PLAIN, this.options(reply))
  }

  private forgetPlain(reply: FastifyReply): void {
    if (this.isSecure(reply.request) && PLAIN in reply.request.cookies) reply.clearCookie(PLAIN, this.options(reply))
  }

  private isSecure({ protocol }: FastifyRequest): boolean {
    return this.secure ?? protocol === 'https'
  }

  private options({ request }: FastifyReply): CookieSerializeOptions {
    return { path: '/api/identity/sessions', httpOnly: true, sameSite: 'strict', secure: this.isSecure(request) }
  }
}
