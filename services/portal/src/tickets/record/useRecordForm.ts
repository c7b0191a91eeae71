import type { RecordTicket } from '../../api/generated/hotline'
import { optionalPhone, personName, phone } from '../../ui/form/personRules'
import { required } from '../../ui/form/rules'
import { type Form, useForm } from '../../ui/form/useForm'
import { instantOf } from '../../ui/format'
import { nobody } from './known'

const blank = {
  'reporter.phone': '',
  'reporter.phoneWithheld': false,
  'reporter.name': '',
  residentId: '',
  known: nobody,
  forOther: false,
  'beneficiary.name': '',
  'beneficiary.phone': '',
  'beneficiary.address': '',
  areaCode: [] as string[],
  occurredAt: '',
  place: '',
  description: '',
  kind: 'help' as NonNullable<RecordTicket['kind']>,
  urgency: 'ordinary' as RecordTicket['urgency'],
  /** Whom a complaint or a report is about: a unit of the area. */
  about: '',
  confidential: false,
}

export type RecordValues = typeof blank

/** 投诉、举报: there is somebody whom it is about. */
export const isAgainstSomebody = ({ kind }: Pick<RecordValues, 'kind'>): boolean => kind === 'complaint' || kind === 'report'
export type RecordFormOf = Form<RecordValues>

/** `areaFixed`: a worker's own community. */
export function useRecordForm(draft: string, areaFixed = false): RecordFormOf {
  return useForm<RecordValues>({
    initial: blank,
    draft,
    rules: {
      'reporter.phone': (value, all) => (all['reporter.phoneWithheld'] ? undefined : phone(value, all)),
      // Masked as it came with the number: the service has it whole.
      'reporter.name': (value, all) => (all.residentId ? undefined : personName(value, all)),
      'beneficiary.name': (value, all) => (all.forOther ? personName(value, all) : undefined),
      'beneficiary.phone': (value, all) => (all.forOther ? optionalPhone(value, all) : undefined),
      areaCode: (chain) => (areaFixed || chain.length ? undefined : 'form.area'),
      description: required,
    },
  })
}

/** The words of the form as the hotline's door takes them: nothing empty is sent. */
export function toTicket(values: RecordValues, ownArea: string, channel: RecordTicket['channel']): RecordTicket {
  const filled = (text: string) => text.trim() || undefined
  return {
    reporter: {
      ...(!values.residentId && { name: values['reporter.name'] }),
      ...(values['reporter.phoneWithheld'] ? { phoneWithheld: true } : { phone: values['reporter.phone'] }),
      residentId: filled(values.residentId),
    },
    ...(values.forOther && {
      beneficiary: {
        name: values['beneficiary.name'],
        phone: filled(values['beneficiary.phone']),
        address: filled(values['beneficiary.address']),
      },
    }),
    areaCode: values.areaCode.at(-1) ?? ownArea,
    description: values.description,
    kind: values.kind,
    place: filled(values.place),
    occurredAt: instantOf(values.occurredAt),
    urgency: values.urgency,
    channel,
    ...(isAgainstSomebody(values) && values.about && { about: { unitId: values.about } }),
    ...(values.confidential && { confidential: true }),
  }
}

/** Of a half-written form: who, by name or by the end of the number, and the first words. Undefined where nothing was written yet. */
export function tellOf(values: RecordValues): { who: string; what: string } | undefined {
  const phone = values['reporter.phone'].trim()
  const who = values['reporter.name'].trim() || (phone && `…${phone.slice(-4)}`)
  const what = values.description.trim()
  return who || what ? { who, what } : undefined
}
