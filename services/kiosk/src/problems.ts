import { defineProblems } from '@yiwang/platform'

defineProblems({
  'biller-unavailable': { status: 503, zh: '缴费单位暂时没有应答，请稍后再试。', en: 'The biller does not answer at the moment: try again later.' },
})
