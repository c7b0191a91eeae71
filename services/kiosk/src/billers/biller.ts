export type ChargeStatus = 'settled' | 'failed' | 'pending' | 'unknown'

/**
 * Whoever is paid through a kiosk. Asynchronous everywhere: what was asked for is known later, and any answer may be slow, lost, or come twice.
 * A reference names one charge: it is charged at most once, however often and whenever it arrives. Every call may reject or never answer.
 */
export abstract class Biller {
  /** What is owed, in fen. */
  abstract bill(accountNumber: string): Promise<{ owed: number }>
  /** Asks for `amount` fen to be credited to the account. It answers nothing that could be misread when it is lost or repeated: only `status` tells what became of it. */
  abstract pay(reference: string, accountNumber: string, amount: number): Promise<void>
  /** `unknown`: the reference never arrived. `settled` and `failed` are final. */
  abstract status(reference: string): Promise<ChargeStatus>
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** The answer, or NoAnswer after `ms`: that nothing was heard says nothing of what was done. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timer)
  }
}
