import { defineProblems } from '@yiwang/platform'

defineProblems({
  'visit-planned-in-the-past': { status: 400, zh: '上门时间不能早于现在。', en: 'A visit cannot be planned in the past.' },
  'provider-account-taken': { status: 409, zh: '这个账号已属于另一位服务人员。', en: 'This account already belongs to another provider.' },
  'provider-account-disabled': { status: 400, zh: '这个账号已停用。', en: 'This account is disabled.' },
})
