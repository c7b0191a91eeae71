import type { OwnRequestView } from '../api/generated/home-care'
import type { OwnTicketView } from '../api/generated/hotline'
import type { OwnCorrectionView, OwnHouseholdView, OwnLookView, OwnRecordView } from '../api/generated/information-network'
import { type Language, type Translate, wordOf } from '../i18n/language'
import { formatDay, formatInstant } from '../ui/format'
import { whatOf, whoOf } from './lookWords'

/** What is shown of a thing beside its state, name and value: on the page and in the copy alike. */
export type Lines = (readonly [name: string, value: string | undefined])[]

export const keptInWords = ({ kind, years }: OwnRecordView['kept'][number], t: Translate): string =>
  `${wordOf(t, 'my.record.kinds', kind)}${years === undefined ? t('my.record.asLong') : t('my.record.years', { count: years })}`

export const recordLines = (of: OwnRecordView, t: Translate, language: Language): Lines => [
  [t('person.name'), of.name],
  [t('my.record.formerNames'), of.formerNames?.join('、')],
  [t('person.identityNumber'), of.identityNumber],
  [t('person.birthDate'), of.birthDate],
  [t('my.record.papers'), of.papers?.map(({ kind, number }) => `${wordOf(t, 'my.record.paperKinds', kind)} ${number}`).join('、')],
  [t('person.phone'), of.phone],
  [t('my.record.otherPhones'), of.otherPhones?.map(({ number, whose }) => `${number} ${whose ?? ''}`.trim()).join('、')],
  [t('person.address'), of.address],
  [t('person.registeredAddress'), of.registeredAddress],
  [t('my.community'), of.areaPath.map(({ name }) => name).join(' ')],
  [t('resident.tags'), of.tags.map((tag) => wordOf(t, 'tag', tag)).join(language === 'en' ? ', ' : '、') || undefined],
  [
    t('my.record.since'),
    `${formatDay(of.registeredAt, language)}，${wordOf(t, 'my.record.sources', of.source)}`.replace('，', language === 'en' ? ', ' : '，'),
  ],
]

export const householdLines = ({ role, members }: OwnHouseholdView, t: Translate, language: Language): Lines => [
  [t('my.record.householdRole'), role && wordOf(t, 'household.roles', role)],
  [
    t('my.record.householdMembers'),
    members.map((one) => `${one.name} ${wordOf(t, 'household.roles', one.role)}`).join(language === 'en' ? ', ' : '、') || undefined,
  ],
]

export const ticketLines = (of: OwnTicketView, t: Translate, language: Language): Lines => [
  [t('my.matters.number'), of.number],
  [t('my.matters.told'), formatInstant(of.createdAt, language)],
  [t('my.matters.kind'), wordOf(t, 'ticket.kind', of.kind)],
  [t('my.matters.due'), of.dueAt && formatDay(of.dueAt, language)],
  [t('my.matters.place'), of.place],
]

export const requestLines = (of: OwnRequestView, t: Translate, language: Language): Lines => [
  [t('my.matters.told'), formatInstant(of.createdAt, language)],
  [t('my.care.at'), of.plannedAt && formatInstant(of.plannedAt, language)],
  [t('my.care.who'), of.provider],
]

export const correctionLines = (of: OwnCorrectionView, t: Translate, language: Language): Lines => [
  [t('my.corrections.value'), of.value],
  [t('my.corrections.note'), of.note],
  [t('my.corrections.proposed'), formatDay(of.proposedAt, language)],
  [t('my.corrections.reason'), of.reason],
]

export const lookLines = (of: OwnLookView, t: Translate, language: Language): Lines => [
  [t('my.looks.at'), formatInstant(of.at, language)],
  [t('my.looks.who'), whoOf(t, of)],
  [t('my.looks.what'), whatOf(t, of)],
  [t('my.looks.doubt'), of.doubt && [t('my.looks.asked', { day: formatDay(of.doubt.askedAt, language) }), of.doubt.words].filter(Boolean).join('\n')],
  [t('my.looks.answer'), of.doubt?.finding && [wordOf(t, 'my.looks.finding', of.doubt.finding), of.doubt.answer].filter(Boolean).join('\n')],
]
