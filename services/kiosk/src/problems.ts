import { defineProblems } from '@yiwang/platform'

/** What there is to do where a payment is under way: to the bill's reader and to whoever pays once more. */
export const underWay = {
  zh: '这个户号有一笔缴费正在处理，请勿重复缴费。过几分钟再查询：成功后账单会减少，失败后款项退回，可以再缴。',
  en: 'A payment for this account is under way: do not pay again. Look again in a few minutes: once it has succeeded the bill is lower, once it has failed the money is returned and you can pay again.',
}

defineProblems({
  'payment-under-way': { status: 409, ...underWay },
  'nobody-to-call': { status: 400, zh: '请留一个电话号码，工作人员好联系。', en: 'Leave one telephone number that we can call.' },
  'biller-unavailable': { status: 503, zh: '缴费单位暂时没有应答，请稍后再试。', en: 'The biller does not answer at the moment: try again later.' },
})
