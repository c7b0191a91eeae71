import type { CookieSerializeOptions } from '@fastify/cookie'
import { Injectable } from '@nestjs/common'
import { Clock, secondsUntil } from '@yiwang/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { settings } from '../config'

/** By this prefix a browser takes the cookie over https alone: no page of a neighbour's, and nobody on a plain line, can put one of theirs in its place. */
const secured = (name: string) => `__Secure-${name}`

/** Where a browser keeps the refresh token: no script reads it, no other site sends it, no other door gets it. */
@Injectable()
export class SessionCookie {
  protected readonly cookie = { name: 'yiwang_refresh', path: '/api/identity/sessions' }
  private readonly secure = settings().COOKIE_SECURE

  constructor(private readonly clock: Clock) {}

  /** A browser that was signed in by the version before has it by its plain name, until it next refreshes. */
  read(request: FastifyRequest): string | undefined {
    const { name } = this.cookie
    return this.isSecure(request) ? (request.cookies[secured(name)] ?? request.cookies[name]) : request.cookies[name]
  }

  write(reply: FastifyReply, token: string, expiresAt: Date): void {
    const maxAge = secondsUntil(expiresAt, this.clock.now())
    this.forgetPlain(reply)
    reply.setCookie(this.nameFor(reply), token, { ...this.options(reply), maxAge })
  }

  clear(reply: FastifyReply): void {
    this.forgetPlain(reply)
    reply.clearCookie(this.nameFor(reply), this.options(reply))
  }

  /** Whoever signs out leaves nothing in this browser: the cookie goes, and what it has kept of the pages, so that no step back shows them. */
  signOut(reply: FastifyReply): void {
    this.clear(reply)
    reply.header('clear-site-data', '"cache"')
  }

  private forgetPlain(reply: FastifyReply): void {
    const { name } = this.cookie
    if (this.isSecure(reply.request) && name in reply.request.cookies) reply.clearCookie(name, this.options(reply))
  }

  private nameFor = ({ request }: FastifyReply): string => (this.isSecure(request) ? secured(this.cookie.name) : this.cookie.name)

  private isSecure({ protocol }: FastifyRequest): boolean {
    return this.secure ?? protocol === 'https'
  }

  private options({ request }: FastifyReply): CookieSerializeOptions {
    return { path: this.cookie.path, httpOnly: true, sameSite: 'strict', secure: this.isSecure(request) }
  }
}
