import type { TicketAction } from './actions'

type Values = Record<string, unknown>

/** Where each action's form has its words; one that is only chosen or confirmed has none. */
const fields: { [A in TicketAction]?: string } = { answer: 'reply', refer: 'note', return: 'reason', resolve: 'reply', 'call-back': 'note' }

export const takesWords = (action: TicketAction): boolean => action in fields

export function wordsIn(action: TicketAction, values: Values | undefined): string {
  const words = values?.[fields[action] ?? '']
  return typeof words === 'string' ? words.trim() : ''
}

/** The action for which something was written and which is not possible any more: somebody else was quicker. */
export function leftBehind(allowed: TicketAction[], valuesOf: (action: TicketAction) => Values | undefined): TicketAction | undefined {
  return (Object.keys(fields) as TicketAction[]).find((action) => !allowed.includes(action) && wordsIn(action, valuesOf(action)))
}

/** Words of one form taken along to another, below what already stands there. */
export function withWords(action: TicketAction, words: string, values: Values | undefined): Values {
  return { ...values, [fields[action] ?? '']: [wordsIn(action, values), words].filter(Boolean).join('\n') }
}
