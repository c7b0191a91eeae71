import { Line, Part, Parts, Secret, Whole } from '..'
import { withoutSecrets } from './secrets'

class Factor {
  @Line({ max: 20, secret: true }) code: string
  @Whole({ min: 1, max: 9 }) step: number
}

class Form {
  @Line({ max: 20 }) name: string
  @Secret({ max: 20 }) password: string
  @Part(() => Factor) factor: Factor
  @Parts(() => Factor) factors: Factor[]
}

class Open {
  @Line({ max: 20 }) name: string
}

describe('what is kept of a request', () => {
  it('has none of its secrets, those of its parts neither', () => {
    const sent = { name: '周敏', password: 'p', factor: { code: '123456', step: 1 }, factors: [{ code: '234567', step: 2 }], more: 1 }
    const kept = { name: '周敏', factor: { step: 1 }, factors: [{ step: 2 }], more: 1 }
    expect(withoutSecrets(Form)?.(sent)).toEqual(kept)
    expect(sent.password).toBe('p')
  })

  it('is whatever was sent, where that is no form', () => {
    for (const sent of [null, 'text', 5, {}]) expect(withoutSecrets(Form)?.(sent)).toEqual(sent)
    expect(withoutSecrets(Form)?.({ factor: 'none', factors: [null] })).toEqual({ factor: 'none', factors: [null] })
  })

  it('is not gone through where a form has no secrets', () => {
    expect(withoutSecrets(Open)).toBeUndefined()
  })
})
