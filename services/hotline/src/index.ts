export { HotlineModule } from './hotline.module'
