/** So many at most go in one request. */
const MOST = 100

interface Asked<Q, A> {
  question: Q
  resolve(answer: A): void
  reject(error: unknown): void
}

/**
 * Questions of one kind that are asked in the same moment go to the store in one request: a moment is one turn of the event loop, so the busier the process, the
 * more go together, and none waits for another's answer.
 */
export class Together<Q, A> {
  private waiting: Asked<Q, A>[] = []

  /** `put` answers for each question, in their order. */
  constructor(private readonly put: (questions: Q[]) => Promise<PromiseSettledResult<A>[]>) {}

  ask(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject })
      if (this.waiting.length === 1) setImmediate(() => this.putAll())
    })
  }

  private putAll(): void {
    const asked = this.waiting
    this.waiting = []
    for (let from = 0; from < asked.length; from += MOST) this.putSome(asked.slice(from, from + MOST))
  }

  private async putSome(asked: Asked<Q, A>[]): Promise<void> {
    try {
      const answers = await this.put(asked.map(({ question }) => question))
      for (const [at, answer] of answers.entries()) answer.status === 'fulfilled' ? asked[at].resolve(answer.value) : asked[at].reject(answer.reason)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
}
