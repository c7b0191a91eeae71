import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { isPublic } from '@yiwang/auth'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { BODY_LIMIT, OPEN_BODY_LIMIT, readBody } from './body'
import { takesBody } from './taken'

/** Reads the body, after those guards that ask who it is and how often they came: nobody else gets to send one. */
@Injectable()
export class ReadBodyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (context.getType() !== 'http') return true
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    // A body that was held is the request itself.
    if (request.body !== request.raw) return true
    return this.read(request, context)
  }

  private async read(request: FastifyRequest, context: ExecutionContext): Promise<true> {
    const limit = isPublic(this.reflector, context) || !takesBody(context) ? OPEN_BODY_LIMIT : BODY_LIMIT
    request.body = undefined
    request.body = await readBody(request, context.switchToHttp().getResponse<FastifyReply>(), limit)
    return true
  }
}
