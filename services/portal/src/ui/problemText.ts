import { Problem } from '../api/problem'
import type { Language, Translate } from '../i18n/language'

/** What happened, in the reader's language: the service's own words first. */
export function problemText(error: unknown, language: Language, t: Translate): string {
  if (!(error instanceof Problem)) return t('problem.unknown')
  if (error.code === 'offline') return t('problem.offline')
  if (error.code === 'not-signed-in') return t('problem.signedOut')
  if (error.code === 'version-mismatch') return t('problem.changedMeanwhile')
  if (error.code === 'file-changed') return t('problem.fileChanged')
  // Where no form stands that could show it at its field.
  if (error.code === 'invalid-input' && error.errors[0]) return error.errors[0].messages[language]
  return error.messages?.[language] ?? (error.status >= 500 ? t('problem.server') : t('problem.unknown'))
}

/** The same of what is only looked at: nothing was written, and it comes by itself. */
export const loadProblemText = (error: unknown, language: Language, t: Translate): string =>
  error instanceof Problem && error.code === 'offline' ? t('problem.loadOffline') : problemText(error, language, t)
