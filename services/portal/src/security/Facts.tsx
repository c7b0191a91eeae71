import { useI18n } from '../i18n/I18n'
import { type Translate, wordOf } from '../i18n/language'

interface Fact {
  name: string
  value: string
}

/** Which words a value is one of; what has none (the code of a problem, a door, an area) is shown as it stands in the documents of the doors. */
const groups: Record<string, string> = {
  role: 'role',
  what: 'security.what',
  outcome: 'security.outcome',
  rule: 'security.rule',
  purpose: 'reveal.purposes',
  kind: 'security.read',
  code: 'security.said',
  factor: 'security.said',
  acknowledged: 'security.said',
  others: 'security.said',
}

/** What was written beside a line, in the page's words where it has them. */
export const factInWords = (t: Translate, { name, value }: Fact): Fact => ({
  name: wordOf(t, 'security.fact', name),
  value: groups[name] ? wordOf(t, groups[name], value) : value,
})

/** By which name a look goes is the program's. */
export const factsShown = (facts: Fact[]): Fact[] => facts.filter(({ name }) => name !== 'look')

export function Facts({ of }: { of: Fact[] }) {
  const { t } = useI18n()
  return (
    <dl className="security-facts">
      {factsShown(of).map((fact) => {
        const { name, value } = factInWords(t, fact)
        return (
          <div key={fact.name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        )
      })}
    </dl>
  )
}
