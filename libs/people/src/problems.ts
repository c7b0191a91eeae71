import { defineProblems } from '@yiwang/platform'

defineProblems({
  'note-missing': { status: 400, zh: '选“其他”时请说明用途。', en: 'Where it is for something other, say what for.' },
  'order-missing': {
    status: 400,
    zh: '依法保密核查须填写要求核查的机关和文书编号。',
    en: 'A look under an order needs who ordered it and the number of their document.',
  },
  'order-unsaid': {
    status: 400,
    zh: '填写了机关或文书编号，用途须选“依法保密核查”；否则请清空这两项。',
    en: 'An authority or a document is named: choose the look under an order, or leave both out.',
  },
  'no-secrecy': { status: 409, zh: '目前没有可以依法保密核查的规定。', en: 'No rule allows a look under an order at present.' },
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
