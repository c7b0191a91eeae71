import { Body, Controller, Header, HttpCode, Post, Req, UseFilters } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { Answers, FormEncoded, RateLimited } from '@yiwang/platform'
import type { FastifyRequest } from 'fastify'
import { OAuthErrors } from './oauth-errors.filter'
import { TokenForm, TokenView } from './token.dto'
import { ClientTokens, type Shown } from './tokens.service'

/** OAuth 2.0 for programs: client credentials (RFC 6749, 4.4), to the letter. */
@Controller('identity/clients')
@Public()
@UseFilters(OAuthErrors)
@RateLimited({ limit: 120, seconds: 60 })
export class TokenController {
  constructor(private readonly tokens: ClientTokens) {}

  @Post('token')
  @HttpCode(200)
  @Header('pragma', 'no-cache')
  @FormEncoded()
  @Answers(TokenView, { status: 200 })
  async issue(@Body() form: TokenForm, @Req() request: FastifyRequest): Promise<TokenView> {
    if (form.grant_type !== 'client_credentials') throw new DomainError('unsupported-grant-type')
    const { token, seconds, scopes } = await this.tokens.issue(shownBy(request, form), form.scope, request)
    return { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: scopes.join(' ') }
  }
}

/** In the header or in the form, never in both (RFC 6749, 2.3). */
function shownBy({ headers: { authorization } }: FastifyRequest, { client_id: id, client_secret: secret }: TokenForm): Shown {
  const basic = authorization === undefined ? undefined : readBasic(authorization)
  if (authorization === undefined) {
    if (id === undefined || secret === undefined) throw new DomainError('invalid-client')
    return { id, secret }
  }
  if (!basic) throw new DomainError('invalid-client')
  if (secret !== undefined || (id !== undefined && id !== basic.id)) throw new DomainError('invalid-request')
  return basic
}

/** Both are form-encoded before they are put together (RFC 6749, 2.3.1). */
function readBasic(header: string): Shown | undefined {
  const [, encoded] = /^basic +([\w+/]{1,1000}={0,2})$/i.exec(header) ?? []
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  if (id === undefined) return undefined
  try {
    const [first, second] = [id, secret].map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
    return /^[\w-]{1,64}$/.test(first) ? { id: first, secret: second } : undefined
  } catch {
    return undefined
  }
}
