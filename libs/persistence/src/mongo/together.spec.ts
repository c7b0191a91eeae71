import { setImmediate } from 'node:timers/promises'
import { Together } from './together'

describe('questions together', () => {
  const put: string[][] = []
  const answer = (question: string) => (question === 'bad' ? Promise.reject(new Error('bad')) : Promise.resolve(`${question}!`))
  const together = new Together<string, string>((questions) => {
    put.push(questions)
    if (questions.includes('lost')) return Promise.reject(new Error('lost'))
    return Promise.allSettled(questions.map(answer))
  })
  const told = (questions: string[]) => Promise.all(questions.map((question) => together.ask(question).catch((error) => error.message)))

  beforeEach(() => {
    put.length = 0
  })

  it('go in one request where they are asked in the same moment, and each gets its own answer', async () => {
    expect(await told(['a', 'bad', 'b'])).toEqual(['a!', 'bad', 'b!'])
    expect(put).toEqual([['a', 'bad', 'b']])
  })

  it('wait for no other’s answer', async () => {
    const first = together.ask('a')
    await setImmediate()
    await together.ask('b')
    await first
    expect(put).toEqual([['a'], ['b']])
  })

  it('all fail where nobody answers', async () => {
    expect(await told(['a', 'lost'])).toEqual(['lost', 'lost'])
  })

  it('are no more than a hundred in one request', async () => {
    await told(Array.from({ length: 150 }, (_, at) => String(at)))
    expect(put.map(({ length }) => length)).toEqual([100, 50])
  })
})
