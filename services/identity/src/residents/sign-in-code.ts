import type { Template } from '@yiwang/messages'

export const signInCode: Template<'code' | 'minutes'> = {
  name: 'sign-in-code',
  purpose: 'code',
  values: ['code', 'minutes'],
  'zh-CN': '登录验证码 {code}，{minutes} 分钟内有效。请不要告诉任何人，工作人员也不会向您索要。',
  en: 'Your sign-in code is {code}, good for {minutes} minutes. Tell it to nobody; our staff never ask for it.',
}
