import type { ComponentType } from 'react'
import type { TextKey } from '../i18n/language'

/** What residents find behind the first page's buttons, in this order: `/my/record`. A page of its own is a line here. */
export interface Part {
  name: string
  title: TextKey
  /** What it is for, on its button. */
  hint: TextKey
  load: () => Promise<{ default: ComponentType }>
}

export const parts: readonly Part[] = []
