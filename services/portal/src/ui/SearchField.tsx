import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useSettled } from './useSettled'

interface Props {
  label: string
  value: string
  longest?: number
  onSearch: (words: string) => void
}

/** Words to look for: asked for once the hand has paused, and never in the middle of an input method's word. */
export function SearchField({ label, value, longest, onSearch }: Props) {
  const [text, setText] = useState(value)
  const [composing, setComposing] = useState(false)
  const wanted = useSettled(composing ? undefined : text.trim())
  useEffect(() => {
    if (wanted !== undefined && wanted !== value) onSearch(wanted)
  }, [wanted])
  return (
    <Input
      type="search"
      className="search"
      value={text}
      maxLength={longest}
      allowClear
      aria-label={label}
      placeholder={label}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  )
}
