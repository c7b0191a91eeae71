import { type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'
import type { FastifyRequest } from 'fastify'

/**
 * Whether a browser says that a page of another origin sent this. It tells over https and on localhost by itself (`Sec-Fetch-Site`; `none`: nobody's page, such as a
 * bookmark); elsewhere the page's origin stands in `Origin`, and is compared with the name that was asked. What says neither is no browser's page: it holds no cookie
 * but what it was given.
 */
export function isFromElsewhere({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>): boolean {
  const site = headers['sec-fetch-site']
  if (site) return site !== 'same-origin' && site !== 'none'
  const { origin } = headers
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)
}

@Injectable()
class SameOriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (isFromElsewhere(context.switchToHttp().getRequest<FastifyRequest>())) throw new DomainError('other-origin')
    return true
  }
}

/** Of a door that a cookie opens: pages of our own origin alone may knock. (All others want a token, which no browser adds by itself.) */
export const SameOrigin = () => UseGuards(SameOriginGuard)
