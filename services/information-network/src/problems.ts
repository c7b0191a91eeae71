import { defineProblems } from '@yiwang/platform'

defineProblems({
  'invalid-identity-number': {
    status: 400,
    zh: '身份证号码不正确，请核对号码及校验码',
    en: 'This is not a valid identity number: check its digits and check digit',
  },
  'identity-number-of-another': {
    status: 409,
    zh: '该身份证号码已登记在另一姓名之下',
    en: 'This identity number is registered under another name',
  },
  'registered-elsewhere': {
    status: 409,
    zh: '该身份证号码已在别处登记，可向登记所在的社区申请迁入。',
    en: 'This identity number is registered elsewhere: ask the community that holds it for the move.',
  },
  'registered-here': {
    status: 409,
    zh: '此人已登记在您的管理范围内，不必申请迁入。',
    en: 'They are registered within your own area: there is nothing to ask for.',
  },
  'until-in-the-past': { status: 400, zh: '截止时间必须晚于现在', en: 'The end must lie in the future' },
})
