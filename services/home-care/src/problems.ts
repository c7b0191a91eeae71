import { defineProblems } from '@yiwang/platform'

defineProblems({
  'unknown-provider': {
    status: 400,
    zh: '没有这个服务人员，或其服务范围不含此地。',
    en: 'There is no such provider, or that place is not theirs to serve.',
  },
  'visit-planned-in-the-past': { status: 400, zh: '上门时间不能早于现在。', en: 'A visit cannot be planned in the past.' },
  'account-taken': { status: 409, zh: '这个账号已属于另一位服务人员。', en: 'This account already belongs to another provider.' },
})
