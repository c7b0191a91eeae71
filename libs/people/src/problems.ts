import { defineProblems } from '@yiwang/platform'

defineProblems({
  'note-missing': { status: 400, zh: '选“其他”时请说明用途。', en: 'Where it is for something other, say what for.' },
  'reveal-not-granted': {
    status: 403,
    zh: '此事现在不由您办理，不能查看联系方式：只有正在办理的人和登记人可以查看，办结后再保留几天。',
    en: 'Contact details are shown to whoever has this now or wrote it down, and for some days after it has ended.',
  },
  'needs-another-person': {
    status: 403,
    zh: '须由另一人办理：自己提出的事项不能由自己审批。',
    en: 'Another person has to decide: nobody decides on what they asked for themselves.',
  },
  'note-over': {
    status: 410,
    zh: '时间过长，或者换了浏览器，请从头再登录一次。',
    en: 'It took too long, or went on in another browser: please begin to sign in again.',
  },
})
