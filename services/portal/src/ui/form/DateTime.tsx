import { Input } from 'antd'
import { lazy, Suspense } from 'react'
import type { FieldProps } from './useForm'

export interface DateTimeProps extends FieldProps {
  /** `2026-11-22T14:05`, the city's time, or empty. */
  value: string
  onChange: (value: string) => void
}

const Calendar = lazy(() => import('./Calendar'))

/** A day and a time, picked or typed, in the language of the page and not of the browser. The calendar comes when a form needs it. */
export function DateTime(props: DateTimeProps) {
  const { value, onChange: _, ...field } = props
  return (
    <Suspense fallback={<Input {...field} readOnly className="date-time" value={value.replace('T', ' ')} />}>
      <Calendar {...props} />
    </Suspense>
  )
}
