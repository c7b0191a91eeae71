import { defineProblems } from '@yiwang/platform'

defineProblems({
  'needs-another-person': {
    status: 403,
    zh: '须由另一人办理：自己提出的事项不能由自己审批。',
    en: 'Another person has to decide: nobody decides on what they asked for themselves.',
  },
})
