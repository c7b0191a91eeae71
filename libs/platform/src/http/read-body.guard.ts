import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, SetMetadata, UnsupportedMediaTypeException } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { ApiConsumes } from '@nestjs/swagger'
import { isPublic } from '@yiwang/auth'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { rulesOf } from '../fields/field'
import { readUpload } from '../files/read-upload'
import { type UploadRequest, type Use, useOf } from '../files/upload'
import { BODY_LIMIT, FORM, OPEN_BODY_LIMIT, readBody, readFormBody } from './body'
import { InvalidInput } from './invalid-input'
import { bodyOf, takesBody } from './taken'

const FORM_ENCODED = 'yiwang:form-encoded'

/** The route takes its body as a form, and not as JSON: where a standard says so. */
export const FormEncoded = () => applyDecorators(SetMetadata(FORM_ENCODED, true), ApiConsumes(FORM))

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
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    const isForm = this.reflector.get<boolean | undefined>(FORM_ENCODED, context.getHandler()) === true
    if (!(isForm ? form : json).test(request.headers['content-type'] ?? '')) throw new UnsupportedMediaTypeException()
    const limit = isPublic(this.reflector, context) || !takesBody(context) ? OPEN_BODY_LIMIT : BODY_LIMIT
    request.body = undefined
    request.body = isForm ? await readFormBody(request, reply, limit, namesOf(context)) : await readBody(request, reply, limit)
    return true
  }
}

const json = /^application\/json\s*(;|$)/i
const form = /^application\/x-www-form-urlencoded\s*(;|$)/i

function namesOf(context: ExecutionContext): string[] {
  const type = bodyOf(context)
  return (type && rulesOf(type))?.map(({ name }) => name) ?? []
}
