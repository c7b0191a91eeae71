import { defineProblems } from '@yiwang/platform'

defineProblems({
  'messages-spent': {
    status: 429,
    zh: '现在请求验证码的人太多，请约 {minutes} 分钟后再试，或用登录卡登录。',
    en: 'Too many codes are being asked for: try again in about {minutes} minutes, or sign in with a card.',
  },
})
