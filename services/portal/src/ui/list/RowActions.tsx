import { Button } from 'antd'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { problemText } from '../problemText'
import { useToast } from '../Toast'
import { useRenew } from './usePages'

/** Words of a button that also exist with the name of what it acts on, for whoever hears one button after another. */
type Named = { [K in TextKey]: `${K}Named` extends TextKey ? K : never }[TextKey]

export interface RowAction {
  label: Named
  act: () => Promise<unknown>
  /** A line that fades, once it is done. */
  said?: TextKey
}

/** What can be done to one row; the list is read anew afterwards, and a refusal is told. */
export function RowActions({ door, of, name }: { door: { path: string }; of: RowAction[]; name: string }) {
  const { t, language } = useI18n()
  const say = useToast()
  const renew = useRenew()
  async function run({ act, said }: RowAction) {
    try {
      await act()
      await renew(door)
      if (said) say(t(said))
    } catch (error) {
      say(problemText(error, language, t))
    }
  }
  return (
    <span className="buttons">
      {of.map((action, place) => (
        // By its place: an action keeps the keyboard though its words change (停用, 恢复).
        <Button key={place} size="small" aria-label={t(`${action.label}Named`, { name })} onClick={() => void run(action)}>
          {t(action.label)}
        </Button>
      ))}
    </span>
  )
}
