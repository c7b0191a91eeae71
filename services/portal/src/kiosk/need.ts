import type { RegisterNeed } from '../api/generated/kiosk'
import { personName, phone } from '../ui/form/personRules'
import { required } from '../ui/form/rules'

export const needKinds = ['meal', 'clean', 'doctor', 'repair', 'care', 'other'] as const
export const places = ['registered', 'elsewhere', 'nowhere'] as const

export interface Answers {
  kind: string
  more: string
  who: 'self' | 'other' | ''
  otherName: string
  where: (typeof places)[number] | ''
  address: string
  name: string
  call: 'self' | 'other' | ''
  phone: string
}

export type Question = 'what' | 'more' | 'who' | 'otherName' | 'where' | 'address' | 'name' | 'call' | 'phone' | 'check'

export const noAnswers: Answers = { kind: '', more: '', who: '', otherName: '', where: '', address: '', name: '', call: '', phone: '' }

/** One question a screen. Typed is only what nobody else can know: one telephone, and an address that is not in the register. */
export function questions({ who, where }: Answers): Question[] {
  const forOther = who === 'other'
  return [
    'what',
    'more',
    'who',
    ...(forOther ? (['otherName'] as const) : []),
    'where',
    ...(where === 'elsewhere' ? (['address'] as const) : []),
    'name',
    ...(forOther ? (['call'] as const) : []),
    'phone',
    'check',
  ]
}

/** What is wrong with the answer to a question, by the rules that all forms share. */
export function faultIn(question: Question, answers: Answers) {
  if (question === 'more') return answers.kind === 'other' && required(answers.more, {}) ? 'kiosk.need.moreNeeded' : undefined
  if (question === 'phone') return phone(answers.phone, {})
  if (question === 'address') return required(answers.address, {})
  return question === 'name' || question === 'otherName' ? personName(answers[question], {}) : undefined
}

/** Whose telephone it is, that one is called. `words`: what was touched rather than typed, in the words of those who come. */
export function toNeed(answers: Answers, words: { kind: string; place: string }): RegisterNeed {
  const forOther = answers.who === 'other'
  const callsOther = forOther && answers.call === 'other'
  const whom = { phone: answers.phone }
  const address = answers.where === 'elsewhere' && { address: answers.address.trim() }
  return {
    reporter: { name: answers.name.trim(), ...(!callsOther && whom), ...(!forOther && address) },
    ...(forOther && { beneficiary: { name: answers.otherName.trim(), ...(callsOther && whom), ...address } }),
    description: [words.kind, answers.more.trim()].filter(Boolean).join('：'),
    ...(answers.where !== 'elsewhere' && { place: words.place }),
  }
}

/** Which question a field that the service refuses was typed at. */
export const questionOf: Record<string, Question> = {
  'reporter.name': 'name',
  'reporter.phone': 'phone',
  'reporter.address': 'address',
  'beneficiary.name': 'otherName',
  'beneficiary.phone': 'phone',
  'beneficiary.address': 'address',
  description: 'more',
}
