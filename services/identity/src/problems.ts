import { defineProblems } from '@yiwang/platform'

defineProblems({
  'wrong-credentials': { status: 401, zh: '账号或密码不正确。', en: 'The account or the password is wrong.' },
  'account-locked': {
    status: 429,
    zh: '密码连续输错次数过多，请 {retryAfter} 秒后再试。',
    en: 'Too many wrong passwords: try again in {retryAfter} seconds.',
  },
  'account-disabled': { status: 403, zh: '账号已停用，请联系管理员。', en: 'The account is disabled: ask your administrator.' },
  'wrong-pin': { status: 403, zh: '管理码不正确。', en: 'The PIN is wrong.' },
  'pin-locked': {
    status: 429,
    zh: '管理码连续输错，请 {retryAfter} 秒后再试。',
    en: 'Too many wrong PINs: try again in {retryAfter} seconds.',
  },
  'no-pin': {
    status: 409,
    zh: '这台终端还没有管理码，请管理员在“账号与终端”里生成。',
    en: 'This terminal has no PIN yet: an administrator makes one under "Accounts and terminals".',
  },
  'unit-of-a-worker': { status: 400, zh: '只有工作人员可以隶属承办单位。', en: 'Only a worker belongs to a unit.' },
  'account-taken': { status: 409, zh: '这个账号名已被使用。', en: 'This account name is taken.' },
  'cannot-disable-yourself': { status: 409, zh: '不能停用自己的账号。', en: 'You cannot disable your own account.' },
})
