/** A problem's words in both languages; `{name}` is filled from the error's details. */
export interface ProblemWords {
  status: number
  zh: string
  en: string
}

const table = new Map<string, ProblemWords>()

/** Makes a service's error codes known: code -> status and words. Once, at import of its `problems.ts`. */
export function defineProblems(problems: Record<string, ProblemWords>): void {
  for (const [code, words] of Object.entries(problems)) table.set(code, words)
}

export const problemOf = (code: string): ProblemWords | undefined => table.get(code)

const fill = (text: string, details: Record<string, unknown>) => text.replace(/\{(\w+)\}/g, (_, name) => String(details[name] ?? ''))

export interface Messages {
  'zh-CN': string
  en: string
}

export const messagesOf = ({ zh, en }: Pick<ProblemWords, 'zh' | 'en'>, details: Record<string, unknown> = {}): Messages => ({
  'zh-CN': fill(zh, details),
  en: fill(en, details),
})

defineProblems({
  'invalid-input': { status: 400, zh: '提交的内容有误，请按提示修改。', en: 'Something in the request is not as it should be.' },
  'invalid-value': { status: 400, zh: '“{field}”的内容不符合要求。', en: '"{field}" does not hold what it should.' },
  'invalid-cursor': { status: 400, zh: '翻页标记无效，请从第一页开始。', en: 'The cursor is not one of this list: begin at the first page.' },
  'unknown-area': { status: 400, zh: '不能在这个区划办理。', en: 'Nothing can be done in this area.' },
  'empty-file': { status: 400, zh: '文件是空的。', en: 'The file is empty.' },
  'unknown-file': { status: 400, zh: '没有这个附件，请重新上传。', en: 'There is no such file: send it again.' },
  'bad-request': { status: 400, zh: '请求无法读懂。', en: 'The request cannot be read.' },
  'not-signed-in': { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  'sessions-unknown': {
    status: 503,
    zh: '暂时无法确认登录是否仍然有效，请 {retryAfter} 秒后再试。',
    en: 'It cannot be known just now whether this session still stands: try again in {retryAfter} seconds.',
  },
  'not-allowed': { status: 403, zh: '您没有办理此事的权限。', en: 'You are not allowed to do this.' },
  'other-origin': { status: 403, zh: '只能从本系统自己的页面办理。', en: 'Only a page of this house itself may ask for this.' },
  'other-address': { status: 403, zh: '对接应用不能从这个地址访问。', en: 'This client may not ask from this address.' },
  'own-password-first': { status: 403, zh: '请先设置自己的密码，再办理其他事项。', en: 'Set a password of your own first.' },
  'second-factor-first': { status: 403, zh: '请先开启两步验证，再办理其他事项。', en: 'Set up your second factor first.' },
  'not-found': { status: 404, zh: '没有找到，或不在您的管理范围内。', en: 'There is no such thing, or it is outside your area.' },
  'method-not-allowed': { status: 405, zh: '不支持这种请求方式。', en: 'This method is not supported here.' },
  'illegal-transition': { status: 409, zh: '现在的状态下不能这样办理。', en: 'This cannot be done in the present state.' },
  duplicate: { status: 409, zh: '已经存在相同的记录。', en: 'The same already exists.' },
  'version-mismatch': { status: 412, zh: '内容已被他人更新，请刷新后再办理。', en: 'Someone else has changed it meanwhile: load it again.' },
  'payload-too-large': { status: 413, zh: '提交的内容太大。', en: 'The request is too large.' },
  'unsupported-media-type': { status: 415, zh: '只接受 application/json。', en: 'Only application/json is accepted.' },
  'file-too-large': { status: 413, zh: '文件太大，最多 {max}。', en: 'The file is too large: at most {max}.' },
  'wrong-file-type': {
    status: 415,
    zh: '不接受这种文件，只接受：{types}。',
    en: 'Files of this kind are not taken, by what they hold: only {types}.',
  },
  'not-multipart': { status: 415, zh: '应以 multipart/form-data 上传文件。', en: 'A file is sent as multipart/form-data.' },
  'range-outside': { status: 416, zh: '文件没有这一部分。', en: 'The file has no such part: it has {max} bytes.' },
  'idempotency-key-reused': { status: 422, zh: '同一个 Idempotency-Key 用于了不同的内容。', en: 'This Idempotency-Key was used with another body.' },
  'too-many-requests': { status: 429, zh: '请求太频繁，请稍后再试。', en: 'Too many requests: try again in a while.' },
  'budget-spent': {
    status: 429,
    zh: '这段时间内的次数已用完，请约 {minutes} 分钟后再试；已记入安全日志。',
    en: 'As often as this may be done for now: try again in about {minutes} minutes. The security log says so.',
  },
  'alarm-about-oneself': {
    status: 403,
    zh: '这条告警与本人有关，请由另一位审计员确认。',
    en: 'This alarm is about yourself: another auditor has to look at it.',
  },
  'too-many-streams': {
    status: 429,
    zh: '这个账号同时打开的实时页面太多（最多 {max} 个），请先关闭几个。',
    en: 'This account already listens {max} times, in as many windows: close some.',
  },
  internal: { status: 500, zh: '系统出了问题，您的内容没有保存。', en: 'Something went wrong on our side; nothing was stored.' },
  'keys-unavailable': {
    status: 503,
    zh: '暂时无法核对登录，请稍后再试。',
    en: 'Who signed in cannot be checked at the moment: nothing was stored, try again later.',
  },
  'store-unavailable': {
    status: 503,
    zh: '数据暂时无法保存，请稍后再试。',
    en: 'The store cannot be reached or is full: nothing was stored, try again later.',
  },
})
