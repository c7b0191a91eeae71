import { type Capability, may } from '@yiwang/auth/capabilities'
import type { ComponentType } from 'react'
import type { ActingView } from '../api/generated/identity'
import type { TextKey } from '../i18n/language'

/** What residents find behind the first page's buttons, in this order: `/my/record`. A page of its own is a line here. */
export interface Part {
  name: string
  title: TextKey
  /** What it is for, on its button. */
  hint: TextKey
  /** What it is: whoever acts for another has those pages that were agreed. */
  may: Capability
  load: () => Promise<{ default: ComponentType }>
}

export const parts: readonly Part[] = [
  { name: 'record', title: 'my.record.title', hint: 'my.record.lead', may: 'own.read', load: () => import('./Record') },
  { name: 'matters', title: 'my.matters.title', hint: 'my.matters.lead', may: 'own.read', load: () => import('./Matters') },
  { name: 'report', title: 'my.report.title', hint: 'my.report.lead', may: 'own.report', load: () => import('./Report') },
  { name: 'corrections', title: 'my.corrections.title', hint: 'my.corrections.lead', may: 'own.propose', load: () => import('./Corrections') },
  { name: 'looks', title: 'my.looks.title', hint: 'my.looks.hint', may: 'own.looks', load: () => import('./Looks') },
  { name: 'family', title: 'my.family.title', hint: 'my.family.hint', may: 'own.family', load: () => import('./Family') },
]

/** Those of whoever is signed in, or of whom they act for. */
export const partsOf = (acting: ActingView | undefined): Part[] => parts.filter((one) => may({ role: 'resident', proxy: acting }, one.may))
