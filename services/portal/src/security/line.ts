import { type Translate, wordOf } from '../i18n/language'
import { type Line, lookOf } from './everyLog'

/** Whose it is; a look is at all of them. */
export const serviceOf = (t: Translate, line: Line): string => (lookOf(line) ? t('security.everyService') : wordOf(t, 'parked.names', line.service))
