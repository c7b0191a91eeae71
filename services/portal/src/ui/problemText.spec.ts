import { Problem } from '../api/problem'
import { loadProblemText, problemText } from './problemText'

const t = (key: string) => key
const words = (zh: string) => ({ 'zh-CN': zh, en: zh })

describe('what went wrong, in words', () => {
  it('of a look-up that was refused is what is wrong with what was typed', () => {
    const errors = [{ field: 'phone', code: 'phone-too-short', messages: words('电话号码少了 1 位。') }]
    const problem = new Problem(400, 'invalid-input', words('提交的内容有误，请按提示修改。'), errors)
    expect(loadProblemText(problem, 'zh-CN', t)).toBe('电话号码少了 1 位。')
  })

  it('is otherwise the service’s own, before the page’s', () => {
    expect(problemText(new Problem(409, 'duplicate', words('已存在')), 'zh-CN', t)).toBe('已存在')
    expect(problemText(new Problem(502, 'http-502'), 'zh-CN', t)).toBe('problem.server')
    expect(loadProblemText(Problem.offline(), 'zh-CN', t)).toBe('problem.loadOffline')
  })
})
