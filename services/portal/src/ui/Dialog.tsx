import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { firstControl } from './focus'

interface Props {
  title: string
  children: ReactNode
  /** Absent: cannot be closed (an expired login). */
  onClose?: () => void
}

/** The browser's own dialog: focus stays inside, Escape closes, what lies behind is inert. Closed, the keyboard is where it was, or where what came of it puts it. */
export function Dialog({ title, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Before the page is drawn: what appears in the dialog's place can then take the keyboard for itself.
  useLayoutEffect(() => {
    const opened = dialog.current
    const before = document.activeElement
    opened?.showModal()
    if (opened) firstControl(opened)?.focus()
    return () => {
      opened?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="dialog"
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
