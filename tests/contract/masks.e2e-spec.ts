import type { Type } from '@nestjs/common'
import { masks, toldInClear } from '@yiwang/people'
import { answeredViews, rulesOf, shown } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { maskAccountNumber } from '../../services/kiosk/src/billers/account-number'

interface Shown {
  at: string
  name: string
  masked?: (value: string) => string
}

/** Every field of a view, down to its parts. */
const fieldsOf = (view: Type<object>, above = view.name): Shown[] =>
  (rulesOf(view) ?? []).flatMap(({ name, part, masked }) => [{ at: above, name, masked }, ...(part ? fieldsOf(part(), `${above}.${name}`) : [])])

/** What tells of a person is masked by one of these, and how many values each leaves is reckoned and counted: libs/people/src/mask.spec.ts. */
const ofPeople: unknown[] = Object.values(masks)
/** Of no person: whoever sees a household's account typed it in. */
const ofOthers: unknown[] = [maskAccountNumber]

/** Fields of these names tell of somebody what may narrow what is masked. */
const TELLING = /birth|born|^age$|Age$|sex|gender|tag|area|address|phone|identity|number|^last|initial|pinyin|household|street|building|door/i
/** And these of those tell of a thing, or are masked wherever they stand. */
const OF_THINGS = ['number', 'phoneWithheld', 'building']

describe('what is shown in part', () => {
  const views = answeredViews()
  const fields = views.flatMap((view) => fieldsOf(view))
  const withPeople = views.filter((view) => fieldsOf(view).some(({ masked }) => ofPeople.includes(masked)))

  it('is looked for in every service', () => {
    expect(Object.keys(everyService).length).toBeGreaterThan(4)
    expect(withPeople.length).toBeGreaterThan(5)
  })

  it('is masked by what is reckoned, in every view', () => {
    const others = fields.filter(({ masked }) => masked && !ofPeople.includes(masked) && !ofOthers.includes(masked))
    expect(others).toEqual([])
  })

  it('stands beside nothing in clear that the reckoning does not know', () => {
    const beside = withPeople
      .flatMap((view) => fieldsOf(view))
      .filter(({ name, masked }) => !masked && TELLING.test(name) && !OF_THINGS.includes(name))
    expect([...new Set(beside.map(({ name }) => name))].filter((name) => !toldInClear.some((one) => one === name))).toEqual([])
  })

  it('leaves masked, whatever is put into it', () => {
    const whole = '王小明13800138000易家桥新村12幢320602194001011234'
    for (const view of withPeople) {
      const filled = (of: Type<object>): object => {
        const all: [string, unknown][] = (rulesOf(of) ?? []).map(({ name, part, masked }) => [name, part ? filled(part()) : masked && whole])
        return Object.fromEntries(all)
      }
      expect(JSON.stringify(shown(view, filled(view) as never))).not.toContain(whole.slice(1, -1))
    }
  })
})
