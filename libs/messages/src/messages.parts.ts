import type { FactoryProvider, Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { type Collection, Vault } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { Budgets, SecurityLog } from '@yiwang/platform'
import type { Schema } from 'mongoose'
import { messageSettings } from './config'
import { openGateway } from './gateway'
import type { Message, Recipient } from './message'
import { messageSchema, recipientSchema } from './message.schema'
import { Messages } from './messages'
import { messagesController } from './messages.controller'
import { Spending } from './spending'
import type { Template } from './template'

/** What a service that sends messages has of them: `...messagesOf('identity', [signInCode])` in its `@Service`. */
export function messagesOf(
  service: ServiceName,
  templates: readonly Template[],
): { collections: Schema[]; doors: Type[]; providers: FactoryProvider[] } {
  const provider: FactoryProvider = {
    provide: Messages,
    useFactory: (
      messages: Collection<Message>,
      recipients: Collection<Recipient>,
      vault: Vault,
      clock: Clock,
      budgets: Budgets,
      security: SecurityLog,
    ) => {
      const settings = messageSettings()
      const gateway = openGateway(settings, templates)
      const spending = new Spending(budgets, security, clock)
      return new Messages({ service, templates, messages, recipients, vault, clock, spending, gateway, signature: settings.MESSAGES_SIGNATURE })
    },
    inject: [collectionToken(messageSchema), collectionToken(recipientSchema), Vault, Clock, Budgets, SecurityLog],
  }
  return { collections: [messageSchema, recipientSchema], doors: [messagesController(service)], providers: [provider] }
}
