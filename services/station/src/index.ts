export { type Hearing, hearings, topicsOf } from './hearings'
export { everyService } from './services'
