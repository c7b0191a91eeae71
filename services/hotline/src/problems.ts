import { defineProblems } from '@yiwang/platform'

defineProblems({
  'phone-and-withheld': {
    status: 400,
    zh: '已填电话就不能再选“不留电话”，请只留一项。',
    en: 'A number is given and said to be withheld: keep one of the two.',
  },
  'about-nobody': { status: 400, zh: '只有投诉和举报才填投诉对象。', en: 'Only a complaint or a report is about somebody.' },
  'occurred-in-the-future': { status: 400, zh: '发生时间不能晚于现在。', en: 'It cannot have occurred in the future.' },
  'satisfaction-missing': {
    status: 400,
    zh: '已接通的回访要记下居民是否满意。',
    en: 'A call that reached the resident says whether they are satisfied.',
  },
  'beneficiary-missing': {
    status: 409,
    zh: '保密工单没有写明受助人，不能转居家养老：上门人员会知道诉求人是谁。',
    en: 'A confidential ticket without someone in need cannot be referred: those who visit would learn who reported it.',
  },
  'not-a-ticket-number': { status: 400, zh: '工单编号有误，请核对每一位数字。', en: 'This is not a ticket number: check every digit.' },
})
