import './problems'

export { type Gateway, HttpGateway, type Outgoing, openGateway, simulator } from './gateway'
export type { Message, MessageState } from './message'
export { messageSchema, recipientSchema } from './message.schema'
export { Messages, type Sending } from './messages'
export { messagesOf } from './messages.parts'
export { type Language, type Purpose, purposes, type Template, textOf } from './template'
