import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { useI18n } from '../i18n/I18n'

interface Props {
  list: ReactNode
  listName: string
  /** Work and context. */
  children: ReactNode
}

const stored = 'yiwang.columns'
const bounds = { list: [260, 520], context: [240, 460] } as const
type Side = keyof typeof bounds
type Widths = Record<Side, number>

function kept(): Widths {
  try {
    return { list: 340, context: 320, ...JSON.parse(localStorage.getItem(stored) ?? '{}') }
  } catch {
    return { list: 340, context: 320 }
  }
}

/** Three columns whose widths are drawn by pointer or arrow keys, and remembered. */
export function Columns({ list, listName, children }: Props) {
  const { t } = useI18n()
  const [widths, setWidths] = useState(kept)
  const resize = (side: Side, width: number) => {
    const [least, most] = bounds[side]
    const next = { ...widths, [side]: Math.round(Math.min(most, Math.max(least, width))) }
    setWidths(next)
    localStorage.setItem(stored, JSON.stringify(next))
  }
  return (
    <div className="columns" style={{ '--list': `${widths.list}px`, '--context': `${widths.context}px` } as CSSProperties}>
      <nav className="column column-list" aria-label={listName}>
        {list}
      </nav>
      {children}
      <section className="edges" aria-label={t('operator.edges')}>
        <Edge side="list" width={widths.list} onResize={(width) => resize('list', width)} />
        <Edge side="context" width={widths.context} onResize={(width) => resize('context', width)} />
      </section>
    </div>
  )
}

function Edge({ side, width, onResize }: { side: Side; width: number; onResize: (width: number) => void }) {
  const { t } = useI18n()
  const [start, setStart] = useState<{ x: number; width: number }>()
  const direction = side === 'list' ? 1 : -1
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setStart({ x: event.clientX, width })
  }
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
    if (step) onResize(width + step * direction)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is not an <hr>
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t(`operator.edge.${side}`)}
      aria-valuenow={width}
      aria-valuemin={bounds[side][0]}
      aria-valuemax={bounds[side][1]}
      tabIndex={0}
      className={`edge edge-${side}`}
      onPointerDown={begin}
      onPointerMove={(event) => start && onResize(start.width + (event.clientX - start.x) * direction)}
      onPointerUp={() => setStart(undefined)}
      onKeyDown={press}
    />
  )
}
