import { digitsOf } from '@yiwang/domain/normalization'
import { Button, Input } from 'antd'
import { useI18n } from '../i18n/I18n'

interface Props {
  label: string
  value: string
  onChange: (digits: string) => void
  longest: number
  /** How the digits are shown: in groups. */
  shown?: (digits: string) => string
  /** For what others should not read over a shoulder. */
  hidden?: boolean
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Numbers by big keys on the screen; a real keyboard works too. */
export function Keypad({ label, value, onChange, longest, shown = (digits) => digits, hidden = false }: Props) {
  const { t } = useI18n()
  const press = (digit: string) => onChange((value + digit).slice(0, longest))
  return (
    <div className="keypad">
      <Input
        aria-label={label}
        inputMode="none"
        type={hidden ? 'password' : 'text'}
        autoComplete="off"
        className="keypad-shown"
        value={shown(value)}
        onChange={(event) => onChange(digitsOf(event.target.value).replace(/\D/g, '').slice(0, longest))}
      />
      <fieldset className="keypad-keys" aria-label={t('kiosk.keypad.label')}>
        {keys.map((digit) => (
          <Button key={digit} onClick={() => press(digit)}>
            {digit}
          </Button>
        ))}
        <Button className="keypad-word" onClick={() => onChange('')}>
          {t('kiosk.keypad.clear')}
        </Button>
        <Button onClick={() => press('0')}>0</Button>
        <Button className="keypad-word" onClick={() => onChange(value.slice(0, -1))}>
          {t('kiosk.keypad.delete')}
        </Button>
      </fieldset>
    </div>
  )
}
