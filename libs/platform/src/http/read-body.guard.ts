import { type CanActivate, type ExecutionContext, Injectable, UnsupportedMediaTypeException } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { isPublic } from '@yiwang/auth'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readUpload } from '../files/read-upload'
import { type UploadRequest, type Use, useOf } from '../files/upload'
import { BODY_LIMIT, OPEN_BODY_LIMIT, readBody } from './body'
import { InvalidInput } from './invalid-input'
import { takesBody } from './taken'

/** Reads the body, after those guards that ask who it is and how often they came: nobody else gets to send one. */
@Injectable()
export class ReadBodyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (context.getType() !== 'http') return true
    const request = context.switchToHttp().getRequest<UploadRequest>()
    const use = useOf(this.reflector, context)
    // A body that was held is the request itself.
    if (request.body !== request.raw) {
      if (use) throw InvalidInput.at(use.field, { code: 'required' })
      return true
    }
    return use ? this.begin(request, use, context) : this.read(request, context)
  }

  /** The fields of a form with a file; the file waits for whoever stores it. */
  private async begin(request: UploadRequest, use: Use, context: ExecutionContext): Promise<true> {
    request.body = undefined
    const { fields, file } = await readUpload(request, context.switchToHttp().getResponse<FastifyReply>(), use)
    request.body = fields
    request.upload = file
    return true
  }

  private async read(request: FastifyRequest, context: ExecutionContext): Promise<true> {
    if (!isJson(request)) throw new UnsupportedMediaTypeException()
    const limit = isPublic(this.reflector, context) || !takesBody(context) ? OPEN_BODY_LIMIT : BODY_LIMIT
    request.body = undefined
    request.body = await readBody(request, context.switchToHttp().getResponse<FastifyReply>(), limit)
    return true
  }
}

const isJson = ({ headers }: FastifyRequest): boolean => /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
