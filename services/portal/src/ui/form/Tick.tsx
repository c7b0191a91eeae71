import type { ReactNode } from 'react'

interface Props {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}

export function Tick({ checked, onChange, children }: Props) {
  return (
    <label className="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  )
}

interface TicksProps<V extends string> {
  legend: string
  values: readonly V[]
  chosen: V[]
  onChange: (chosen: V[]) => void
  wordOf: (value: V) => string
}

/** As many of a few words as hold. */
export function Ticks<V extends string>({ legend, values, chosen, onChange, wordOf }: TicksProps<V>) {
  return (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {values.map((one) => (
        <Tick key={one} checked={chosen.includes(one)} onChange={(on) => onChange(on ? [...chosen, one] : chosen.filter((other) => other !== one))}>
          {wordOf(one)}
        </Tick>
      ))}
    </fieldset>
  )
}
