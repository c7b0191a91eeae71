import { applyDecorators, type CallHandler, type ExecutionContext, type NestInterceptor, StreamableFile, UseInterceptors } from '@nestjs/common'
import { ApiResponse } from '@nestjs/swagger'
import { DomainError } from '@yiwang/domain'
import type { OpenBlob } from '@yiwang/persistence'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { map, type Observable } from 'rxjs'

/** What a browser shows or plays by itself, and runs nothing of. */
const HARMLESS = /^(image\/(jpeg|png|webp|gif|avif|heic)|audio\/[\w.+-]+|video\/(webm|mp4))$/

/**
 * What a route answers: the file that its method opened (`blobs.open(id)`), whole or the part that `Range` asks for. It is saved, not shown, unless `inline` says that pages show
 * it and it is an image or a sound.
 */
export const AnswersFile = ({ inline = false } = {}): MethodDecorator =>
  applyDecorators(
    UseInterceptors(new Serving(inline)),
    ApiResponse({ status: 200, description: 'the file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }),
    ApiResponse({ status: 206, description: 'the part that `Range` asked for' }),
  )

class Serving implements NestInterceptor<OpenBlob> {
  constructor(private readonly inline: boolean) {}

  intercept(context: ExecutionContext, next: CallHandler<OpenBlob>): Observable<StreamableFile> {
    const http = context.switchToHttp()
    return next.handle().pipe(map((blob) => this.serve(blob, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>())))
  }

  private serve(blob: OpenBlob, { headers }: FastifyRequest, reply: FastifyReply): StreamableFile {
    const { id, size, type, name } = blob
    const etag = `"${id}"`
    reply.headers({
      'accept-ranges': 'bytes',
      etag,
      'x-content-type-options': 'nosniff',
      // Opened by itself, in a tab of its own, it is nobody's page.
      'content-security-policy': "sandbox; default-src 'none'",
    })
    const range = headers['if-range'] === undefined || headers['if-range'] === etag ? rangeOf(headers.range, size) : undefined
    if (range === 'outside') {
      reply.header('content-range', `bytes */${size}`)
      throw new DomainError('range-outside', { max: size })
    }
    if (range) reply.header('content-range', `bytes ${range.start}-${range.end - 1}/${size}`).code(206)
    const { start, end } = range ?? { start: 0, end: size }
    const shown = this.inline && HARMLESS.test(type) ? 'inline' : 'attachment'
    const disposition = name ? `${shown}; filename*=UTF-8''${encoded(name)}` : shown
    return new StreamableFile(blob.read(start, end), { type, disposition, length: end - start })
  }
}

/** RFC 8187: what `encodeURIComponent` leaves as it is and a header may not hold. */
const encoded = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** RFC 9110, 14.2. Several parts at once, or what cannot be read, is answered by the whole. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (!first && !last) return undefined
  if (first && last && Number(last) < Number(first)) return undefined
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(size, Number(last) + 1) : size
  return start < end ? { start, end } : 'outside'
}
