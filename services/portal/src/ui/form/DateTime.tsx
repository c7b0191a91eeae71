import { Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { FieldProps } from './useForm'

export interface DateTimeProps extends FieldProps {
  /** `2026-11-22T14:05`, the city's time, or empty. */
  value: string
  onChange: (value: string) => void
}

const Calendar = lazy(() => import('./Calendar'))

/**
 * A day and a time, picked or typed, in the language of the page and not of the browser. The calendar comes when a form needs it; whoever is
 * in the field already stays in it.
 */
export function DateTime(props: DateTimeProps) {
  const { value, onChange: _, ...field } = props
  const [waiting, setWaiting] = useState(false)
  const wait = (
    <Input
      {...field}
      readOnly
      className="date-time"
      value={value.replace('T', ' ')}
      onFocus={() => setWaiting(true)}
      onBlur={(event) => {
        setWaiting(false)
        field.onBlur(event)
      }}
    />
  )
  return (
    <Suspense fallback={wait}>
      <Calendar {...props} autoFocus={waiting} />
    </Suspense>
  )
}
