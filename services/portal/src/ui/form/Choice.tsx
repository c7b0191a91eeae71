import { useEffect, useId, useRef } from 'react'
import { firstControl } from '../focus'

interface Props<V extends string> {
  legend: string
  name: string
  value: V | undefined
  options: { value: V; label: string; tone?: 'near' | 'late' }[]
  onChange: (value: V) => void
  error?: string
  /** Where a summary of errors leads to. */
  id?: string
  /** Asked first: takes the keyboard when it appears. */
  first?: boolean
}

/** A few answers side by side: real radio buttons, arrow keys and all. */
export function Choice<V extends string>({ legend, name, value, options, onChange, error, id: target, first }: Props<V>) {
  const id = useId()
  const field = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (first && field.current) firstControl(field.current)?.focus()
  }, [])
  return (
    <fieldset
      ref={field}
      id={target}
      tabIndex={target ? -1 : undefined}
      className="choice"
      aria-describedby={error ? id : undefined}
      data-wrong={Boolean(error)}
    >
      <legend>{legend}</legend>
      <div className="choice-row">
        {options.map((option) => (
          <label key={option.value} data-tone={option.tone} data-on={option.value === value}>
            <input type="radio" name={`${name}${id}`} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <div id={id} className="field-error">
          {error}
        </div>
      )}
    </fieldset>
  )
}
