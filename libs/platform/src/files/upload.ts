import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common'
import type { Reflector } from '@nestjs/core'
import { ApiBody, ApiConsumes, ApiExtraModels, getSchemaPath } from '@nestjs/swagger'
import type { Incoming } from '@yiwang/persistence'
import type { FastifyRequest } from 'fastify'
import { rulesOf } from '../fields/field'

/** What a door takes: one file, in the part of that name, behind all fields. */
export interface Use {
  field: string
  /** In bytes. */
  max: number
  /** By content, such as `image/jpeg`. */
  types: readonly string[]
}

const USE = 'yiwang:upload'
export type UploadRequest = FastifyRequest & { upload?: Incoming }

const Uploaded = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<UploadRequest>().upload)

/**
 * The route takes `multipart/form-data` with one file: `@Upload({ field: 'photo', max: 10 * MiB, types: ['image/jpeg'] }) photo: Incoming`. It has not come when the method is
 * called, only the fields before it (`@Body()`, as text): `blobs.store(photo)` reads it. Whatever is wrong with it is thrown there, and nothing of it stays.
 */
export const Upload =
  (use: Use): ParameterDecorator =>
  (prototype, method, at) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, method as string) as PropertyDescriptor
    Reflect.defineMetadata(USE, use, descriptor.value)
    Uploaded()(prototype, method as string, at)
    const describe = (decorate: MethodDecorator) => decorate(prototype, method as string, descriptor)
    describe(ApiConsumes('multipart/form-data'))
    const file = { type: 'string', format: 'binary', description: `at most ${use.max} bytes of ${use.types.join(', ')}; the last part` }
    const upload = { type: 'object', required: [use.field], properties: { [use.field]: file } }
    // What is one of our forms among the parameters holds the fields before it.
    const types: Type[] = Reflect.getMetadata('design:paramtypes', prototype, method as string) ?? []
    const form = types.find((type) => typeof type === 'function' && rulesOf(type))
    if (form) describe(ApiExtraModels(form))
    describe(ApiBody({ schema: form ? { allOf: [{ $ref: getSchemaPath(form) }, upload] } : upload }))
  }

/** What the route takes, where it takes a file. */
export const useOf = (reflector: Reflector, context: ExecutionContext): Use | undefined => reflector.get<Use | undefined>(USE, context.getHandler())
