import { defineProblems } from '@yiwang/platform'

defineProblems({
  'unknown-resident': {
    status: 400,
    zh: '没有这位登记居民，或不在您的管理范围内。',
    en: 'No such resident is registered, or they live outside your area.',
  },
  'unknown-unit': { status: 400, zh: '没有这个承办单位，或不归您派单。', en: 'There is no such unit, or it is not yours to dispatch to.' },
  'occurred-in-the-future': { status: 400, zh: '发生时间不能晚于现在。', en: 'It cannot have occurred in the future.' },
  'satisfaction-missing': {
    status: 400,
    zh: '已接通的回访要记下居民是否满意。',
    en: 'A call that reached the resident says whether they are satisfied.',
  },
  'not-a-ticket-number': { status: 400, zh: '工单编号有误，请核对每一位数字。', en: 'This is not a ticket number: check every digit.' },
})
