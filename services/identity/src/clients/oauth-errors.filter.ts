import { Catch, HttpStatus } from '@nestjs/common'
import { type Problem, ProblemFilter } from '@yiwang/platform'
import type { FastifyReply } from 'fastify'

/** What RFC 6749, 5.2, has a word for. */
const known = new Set(['invalid_request', 'invalid_client', 'invalid_scope', 'unsupported_grant_type'])
const NO_FORM = 'Send a form (application/x-www-form-urlencoded).'
const CHALLENGE = 'Basic realm="yiwang", charset="UTF-8"'

/** Errors in the words and the form of RFC 6749, 5.2, with our own code and message beside them as the description. */
@Catch()
export class OAuthErrors extends ProblemFilter {
  protected override answer(reply: FastifyReply, { status, code, messages, errors = [] }: Problem): void {
    const error = errorOf(status, code)
    const words = status === HttpStatus.UNSUPPORTED_MEDIA_TYPE ? NO_FORM : messages.en
    const fields = errors.map(({ field }) => field).join(' ')
    if (error === 'invalid_client') reply.header('www-authenticate', CHALLENGE)
    reply
      .status(error === 'invalid_request' ? HttpStatus.BAD_REQUEST : status)
      .header('pragma', 'no-cache')
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ error, error_description: plain(fields ? `${words} (${fields})` : words) }))
  }
}

function errorOf(status: number, code: string): string {
  const word = code.replaceAll('-', '_')
  if (known.has(word)) return word
  // RFC 6749 has a word for "not now" at another of its doors alone; clients know it.
  if (status === HttpStatus.TOO_MANY_REQUESTS || status >= 500) return 'temporarily_unavailable'
  return status === HttpStatus.UNAUTHORIZED ? 'invalid_client' : 'invalid_request'
}

/** The characters that a description may have. */
const plain = (text: string): string => text.replaceAll('"', "'").replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
