import { authorOf, type Staff } from '@yiwang/auth'
import type { Context } from '@yiwang/persistence'
import type { FastifyRequest } from 'fastify'
import type { SecurityLogs } from './security-log'

/** Who is refused: because nobody knows them, they may not, what they name is not theirs to see, or they ask too often. */
const REFUSALS = new Set([401, 403, 404, 429])

/**
 * Each answer that refuses somebody is counted, in one place, whoever refused it. What the log has already with more to it (a wrong password) is not counted again; and
 * who shows nothing at all where a sign-in is asked for has tried nothing: so every page begins.
 */
export function noteRefusal(logs: SecurityLogs, request: FastifyRequest, context: Context, { status, code }: { status: number; code: string }): void {
  const { asked } = context
  if (!REFUSALS.has(status) || !asked || asked.noted || (status === 401 && !showsAnything(request))) return
  const { user } = request as { user?: Staff }
  const by = user && authorOf(user)
  logs.at(asked)?.note({ what: 'refused', outcome: 'refused', ...(by && { by }), facts: { code, door: asked.door } }, context)
}

const showsAnything = ({ headers: { authorization, cookie } }: FastifyRequest): boolean => authorization !== undefined || cookie !== undefined
