export { everyService } from './services'
