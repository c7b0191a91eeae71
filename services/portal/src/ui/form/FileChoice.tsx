import { useEffect, useRef } from 'react'
import { useI18n } from '../../i18n/I18n'
import type { FieldProps } from './useForm'

interface Props extends FieldProps {
  value: File | ''
  onChange: (file: File | '') => void
  accept?: string
  autoFocus?: boolean
}

/** One file: chosen with Enter or the mouse, or dropped here. The browser's own control lies over what is seen, for its words are in its own language. */
export function FileChoice({ value, onChange, ...props }: Props) {
  const { t } = useI18n()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!value && input.current) input.current.value = ''
  }, [value])
  return (
    <div className="file" data-chosen={Boolean(value)}>
      <input
        {...props}
        ref={input}
        type="file"
        // Otherwise the same file, put right meanwhile, would be no change.
        onClick={({ currentTarget }) => {
          currentTarget.value = ''
        }}
        onChange={({ target }) => onChange(target.files?.[0] ?? '')}
      />
      <span aria-hidden="true">{value ? value.name : t('form.chooseFile')}</span>
    </div>
  )
}
