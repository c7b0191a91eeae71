/** The rules by which personal information is handled, as they are read: a change of any of its words is another version. */
export const version = '2026-11-30'

/** Years, as the services keep to them (`libs/platform/src/retention/periods.ts`; a test compares). */
export const years = { matter: 3, money: 30, audit: 3 }

/** In the order of article 17 of the Law on the Protection of Personal Information: who, what for, who sees it, how long, what people may ask for. */
export const sections = ['who', 'what', 'seen', 'kept', 'rights'] as const
