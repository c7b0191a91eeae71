import { keptAs, schemaOf, time } from '@yiwang/persistence'
import type { ClientUse } from './client-use'

export const clientUseSchema = schemaOf<ClientUse>('client-uses', { at: time })

keptAs(clientUseSchema, 'nobody')
