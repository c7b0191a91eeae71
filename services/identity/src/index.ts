export { AccountsDemo as DemoAccounts } from './accounts/accounts.demo'
export { PASSWORD_CHANGED } from './accounts/password-changed'
export { IdentityModule } from './identity.module'
