export { HomeCareModule } from './home-care.module'
