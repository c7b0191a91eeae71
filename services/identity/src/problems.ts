// Its own: that another person is needed.
import '@yiwang/people'
import { defineProblems } from '@yiwang/platform'

defineProblems({
  'wrong-credentials': { status: 401, zh: '账号或密码不正确。', en: 'The account or the password is wrong.' },
  'account-locked': {
    status: 429,
    zh: '密码连续输错次数过多，请 {retryAfter} 秒后再试。',
    en: 'Too many wrong passwords: try again in {retryAfter} seconds.',
  },
  'account-disabled': { status: 403, zh: '账号已停用，请联系管理员。', en: 'The account is disabled: ask your administrator.' },
  'account-unconfirmed': {
    status: 403,
    zh: '账号正在等待另一位管理员确认，确认后即可登录。',
    en: 'The account waits for another administrator to confirm it.',
  },
  'no-role-today': {
    status: 403,
    zh: '您的岗位还没有开始，或已经结束。',
    en: 'What you do here has not begun yet, or has ended.',
  },
  'ends-before-it-begins': {
    status: 400,
    zh: '最后一天不能早于开始那天，也不能早于今天。',
    en: 'The last day lies before the first, or before today.',
  },
  'role-alone': { status: 400, zh: '安全审计员不能兼任其他岗位。', en: 'A security auditor has no other role.' },
  'role-of-the-city': {
    status: 403,
    zh: '这个岗位只能由全市的管理员授予或收回。',
    en: 'Only an administrator of the whole city gives or takes this role.',
  },
  'not-your-own': { status: 403, zh: '不能更改自己的岗位，请由另一位管理员办理。', en: 'Nobody changes their own roles: ask another administrator.' },
  'needs-independent-person': {
    status: 403,
    zh: '您与授予人的管理员身份来自同一人，须由另一位不相干的管理员确认。',
    en: 'You and whoever began it are administrators by the word of one person: somebody independent of both decides.',
  },
  'password-newly-reset': {
    status: 403,
    zh: '您的密码三天内由他人设置过，暂不能办理须由两人决定的事项；请由另一位管理员办理。',
    en: 'Somebody else set your password within three days: for now another administrator decides what two people decide.',
  },
  'last-assignment': {
    status: 409,
    zh: '账号至少要有一个岗位；不再使用的账号请停用。',
    en: 'An account keeps one role: disable it where it is used no more.',
  },
  'too-many-assignments': { status: 409, zh: '一个账号最多 {max} 个岗位。', en: 'An account has at most {max} roles.' },
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
  'common-password': {
    status: 400,
    zh: '这个密码太常见，很容易被猜到，请换一个。',
    en: 'This password is one of the commonest: choose another.',
  },
  'password-of-context': {
    status: 400,
    zh: '这个密码由姓名、账号、地名、年份或连续按键组成，很容易被猜到，请换一个。',
    en: 'This password is made of a name, an account, a place, a year or keys in a row: choose another.',
  },
  'same-password': { status: 400, zh: '新密码不能与现在的密码相同。', en: 'The new password is the present one.' },
  'wrong-password': { status: 403, zh: '现在的密码不正确。', en: 'The present password is wrong.' },
  'given-password-over': {
    status: 403,
    zh: '管理员设置的这个密码只能登录一次，现在已用过或已过期，请联系管理员重新设置。',
    en: 'The password that an administrator set was good for one sign-in, and is used up or too old: ask for another.',
  },
  'own-password-by-oneself': {
    status: 409,
    zh: '自己的密码请在“我的账号”里修改。',
    en: 'Change your own password under "My account".',
  },
  'second-factor-needed': { status: 401, zh: '请输入验证器上的验证码。', en: 'Enter the code of your second factor.' },
  'sign-in-again': { status: 401, zh: '登录已超时，请重新输入账号和密码。', en: 'That took too long: sign in again.' },
  'wrong-code': { status: 403, zh: '验证码不正确，或已经用过。', en: 'The code is wrong, or was used.' },
  'no-factor-offered': { status: 409, zh: '设置两步验证已超时，请重新开始。', en: 'Setting it up took too long: begin again.' },
  'no-second-factor': { status: 409, zh: '这个账号没有开启两步验证。', en: 'This account has no second factor.' },
  'second-factor-required': { status: 409, zh: '您的岗位必须使用两步验证，不能关闭。', en: 'Your role needs a second factor.' },
  'no-reset-asked': { status: 409, zh: '没有人提出过解除，或已超过三天，请先提出。', en: 'Nobody asked for it, or three days ago: ask first.' },
  'account-taken': { status: 409, zh: '这个账号名已被使用。', en: 'This account name is taken.' },
  'cannot-disable-yourself': { status: 409, zh: '不能停用自己的账号。', en: 'You cannot disable your own account.' },
  'codes-not-sent': {
    status: 409,
    zh: '这里还不能发送验证码，请用登录卡登录，或到社区窗口办理。',
    en: 'No codes are sent here yet: sign in with a card, or go to your community’s counter.',
  },
  'not-a-mobile': { status: 400, zh: '验证码只能发到手机，请填写手机号码。', en: 'A code can only be sent to a mobile telephone.' },
  'too-many-codes': {
    status: 429,
    zh: '这个号码的验证码发送太频繁，请稍后再试，或用登录卡登录。',
    en: 'This number was sent too many codes: try again later, or sign in with a card.',
  },
  'wrong-sign-in-code': {
    status: 401,
    zh: '验证码不正确或已过期。连续输错五次后须重新获取。',
    en: 'The code is wrong or too old. After five wrong ones ask for another.',
  },
  'wrong-card': {
    status: 401,
    zh: '登录卡号不正确，或这张卡已失效。请到社区窗口重新领取。',
    en: 'The number of the card is wrong, or the card is good no more: get another at your community’s counter.',
  },
  'wrong-card-pin': { status: 401, zh: '密码不正确。', en: 'The PIN is wrong.' },
  'card-locked': {
    status: 429,
    zh: '密码连续输错，请 {retryAfter} 秒后再试。',
    en: 'Too many wrong PINs: try again in {retryAfter} seconds.',
  },
  'weak-pin': {
    status: 400,
    zh: '这个密码太容易被猜到，请不要用相同或连续的数字。',
    en: 'This PIN is guessed too easily: not one digit over and over, nor digits in a row.',
  },
  'wrong-family-code': {
    status: 404,
    zh: '代办码不正确、已用过或已过期，请让家人重新出示。',
    en: 'The code is wrong, used or too old: ask your family for another.',
  },
  'proxy-of-oneself': { status: 400, zh: '不能委托自己代办。', en: 'Nobody acts for themselves.' },
  'proxy-for-nothing': { status: 400, zh: '请至少选择一项可以代办的事。', en: 'Choose at least one thing that may be done.' },
  'proxy-until': { status: 400, zh: '请选择今天到 {last} 之间的日期。', en: 'Choose a day from today to {last}.' },
  'proxy-exists': {
    status: 409,
    zh: '两人之间已有生效的委托。要更改，请先终止原来的委托。',
    en: 'The two have such an agreement already: to change it, end that one first.',
  },
  'too-many-proxies': { status: 409, zh: '一个人最多可以委托 {max} 位家人，请先终止一份。', en: 'At most {max} act for one person: end one first.' },
  'too-many-persons': {
    status: 409,
    zh: '一个人最多可以为 {max} 位家人代办，请先终止一份。',
    en: 'One person acts for at most {max}: end one first.',
  },
  'province-not-connected': {
    status: 409,
    zh: '这里还没有接入统一身份认证，请用其他方式登录。',
    en: 'The province’s sign-in is not connected here: sign in another way.',
  },
  'province-refused': {
    status: 401,
    zh: '统一身份认证没有通过。请再试一次，或用其他方式登录。',
    en: 'The province’s sign-in did not let you through. Try again, or sign in another way.',
  },
  'province-away': {
    status: 409,
    zh: '统一身份认证暂时无法访问，请稍后再试，或用其他方式登录。',
    en: 'The province’s sign-in cannot be reached just now: try again later, or sign in another way.',
  },
  'journey-over': {
    status: 410,
    zh: '时间过长，或不是从这个浏览器开始的，请重新登录。',
    en: 'It took too long, or began in another browser: please begin again.',
  },
})
