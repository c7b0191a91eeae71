import { AuditModule } from '@yiwang/platform'

/** Who read personal data unmasked, and why. */
export const Audit = AuditModule.forService('hotline')
