import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { InvalidInput } from './invalid-input'

/** The version that the asker saw: `If-Match: "3"`; undefined where absent. Hand it to `change(…, { ifVersion })`, which answers 412 where it is another. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const header = context.switchToHttp().getRequest().headers['if-match']
  if (header === undefined || header === '*') return undefined
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(String(header))?.[1]
  if (!version) throw InvalidInput.at('If-Match', { code: 'wrong-pattern' })
  return Number(version)
})
