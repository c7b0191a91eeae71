import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'

/** Which words a value is one of. */
const groups: Record<string, string> = { role: 'role', what: 'security.what', outcome: 'security.outcome', rule: 'security.rule' }

/** What was written beside a line, in the page's words where it has them. */
export function Facts({ of }: { of: { name: string; value: string }[] }) {
  const { t } = useI18n()
  const wordFor = (name: string, value: string) => (groups[name] ? wordOf(t, groups[name], value) : value)
  return (
    <dl className="security-facts">
      {of.map(({ name, value }) => (
        <div key={name}>
          <dt>{wordOf(t, 'security.fact', name)}</dt>
          <dd>{wordFor(name, value)}</dd>
        </div>
      ))}
    </dl>
  )
}
