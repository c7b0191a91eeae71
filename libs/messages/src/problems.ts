import { defineProblems } from '@yiwang/platform'

defineProblems({
  'messages-not-shown': {
    status: 404,
    zh: '短信模拟没有开启，已发出的短信内容不提供查看。',
    en: 'The simulator of messages is not on; what was really sent is not shown.',
  },
})
