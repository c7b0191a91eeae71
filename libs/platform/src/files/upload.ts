import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Reflector } from '@nestjs/core'
import { ApiBody, ApiConsumes } from '@nestjs/swagger'
import type { Incoming } from '@yiwang/persistence'
import type { FastifyRequest } from 'fastify'

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
    ApiConsumes('multipart/form-data')(prototype, method as string, descriptor)
    const file = { type: 'string', format: 'binary', description: `at most ${use.max} bytes of ${use.types.join(', ')}; the last part` }
    ApiBody({ schema: { type: 'object', required: [use.field], properties: { [use.field]: file } } })(prototype, method as string, descriptor)
  }

/** What the route takes, where it takes a file. */
export const useOf = (reflector: Reflector, context: ExecutionContext): Use | undefined => reflector.get<Use | undefined>(USE, context.getHandler())
