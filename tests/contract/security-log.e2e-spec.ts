import { randomBytes } from 'node:crypto'
import { securitySchema } from '@yiwang/platform'
import { alternatives } from '../../libs/persistence/src/filter'
import { parseSort, plan } from '../../libs/persistence/src/plan'
import { Shape } from '../../libs/persistence/src/shape'
import { Vault } from '../../libs/persistence/src/vault'

/** Half a year of a city are some eighteen million lines in each service. What is asked for by the page begins where it lies, and passes over nothing but lines of one account. */
describe('whatever an auditor chooses of the security log', () => {
  const { indexes } = new Shape('hotline.security-log', securitySchema, new Vault(randomBytes(32)))
  const at = { gte: new Date(0), lt: new Date(1) }
  const words = { what: 'search', outcome: 'refused', concerns: 'a-1' }
  const chosen = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => Object.entries(words).filter((_, n) => bits & (1 << n)))

  it.each(chosen.map((of) => [of.map(([name]) => name).join(', ') || 'nothing', Object.fromEntries(of)] as const))(
    'is found by an index: %s',
    (_, filter) => {
      const [conditions] = alternatives({ ...filter, at })
      const { index, fixed, range, carried, rest, sorted } = plan('security-log', indexes, conditions, parseSort('-at'))
      expect([range?.[0], rest, sorted]).toEqual(['at', [], false])
      if ('concerns' in filter) expect(index.fields[0]).toBe('concerns')
      else expect([fixed.length, carried]).toEqual([Object.keys(filter).length, []])
    },
  )
})
