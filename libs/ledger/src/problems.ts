import { defineProblems } from '@yiwang/platform'

defineProblems({
  'entry-differs': {
    status: 409,
    zh: '这笔账目已经记过，但“{field}”不同。',
    en: 'This entry has been written already, with another "{field}".',
  },
  'insufficient-funds': {
    status: 409,
    zh: '“{account}”余额不足，可用 {available} 分。',
    en: '"{account}" does not hold enough: {available} fen are available.',
  },
  'ceiling-exceeded': {
    status: 409,
    zh: '“{account}”超过上限，最多还可记 {free} 分。',
    en: '"{account}" would exceed its ceiling: it takes {free} fen more at most.',
  },
  'hold-captured': { status: 409, zh: '这笔冻结已经扣款。', en: 'This hold has been captured already.' },
  'hold-voided': { status: 409, zh: '这笔冻结已经撤销。', en: 'This hold has been voided already.' },
  'hold-expired': { status: 409, zh: '这笔冻结已经过期。', en: 'This hold has expired.' },
  'hold-exceeded': {
    status: 409,
    zh: '扣款超过冻结的金额（“{account}”冻结 {held} 分）。',
    en: 'More would be captured than is held: {held} fen of "{account}".',
  },
  'already-reversed': { status: 409, zh: '这笔账目已经冲正。', en: 'This entry has been reversed already.' },
  'unknown-entry': { status: 409, zh: '没有这笔账目。', en: 'There is no such entry.' },
  'book-full': {
    status: 409,
    zh: '这里未结的冻结或账户太多（最多 {most} 个）。',
    en: 'Too many holds are open here, or too many accounts hold something: {most} at most.',
  },
})
