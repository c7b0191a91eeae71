import type { NewNeed } from '../api/shapes'
import { personName, phone, required } from '../ui/form/rules'

export const needKinds = ['meal', 'clean', 'doctor', 'repair', 'care', 'other'] as const

export interface Answers {
  kind: string
  more: string
  who: 'self' | 'other' | ''
  otherName: string
  name: string
  phone: string
}

export type Question = 'what' | 'more' | 'who' | 'otherName' | 'name' | 'phone' | 'check'

export const noAnswers: Answers = { kind: '', more: '', who: '', otherName: '', name: '', phone: '' }

/** One question a screen; whose name is asked only where it is someone else's need. */
export function questions({ who }: Answers): Question[] {
  return ['what', 'more', 'who', ...(who === 'other' ? (['otherName'] as const) : []), 'name', 'phone', 'check']
}

/** What is wrong with the answer to a question, by the rules that all forms share. */
export function faultIn(question: Question, answers: Answers) {
  if (question === 'more') return answers.kind === 'other' && required(answers.more, {}) ? 'kiosk.need.moreNeeded' : undefined
  if (question === 'phone') return phone(answers.phone, {})
  return question === 'name' || question === 'otherName' ? personName(answers[question], {}) : undefined
}

export function toNeed(answers: Answers, kindWords: string): NewNeed {
  return {
    reporter: { name: answers.name.trim(), phone: answers.phone },
    ...(answers.who === 'other' && { beneficiary: { name: answers.otherName.trim() } }),
    description: [kindWords, answers.more.trim()].filter(Boolean).join('：'),
  }
}
