import { may } from '@yiwang/auth/capabilities'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { type RegisterResident as NewResident, residents } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { AskMove } from '../moves/AskMove'
import { Begun, useDraftName } from '../ui/form/Begun'
import { DoorForm } from '../ui/form/DoorForm'
import { Unfinished } from '../ui/form/Unfinished'
import { useAccount } from '../ui/useSession'

export default function RegisterResidentPage() {
  return (
    <Begun>
      <RegisterResident />
    </Begun>
  )
}

const tellOf = ({ name, address }: NewResident) => (name.trim() || address.trim() ? { who: name, what: address } : undefined)

const movingFrom = ({ name, phone, address, areaCode }: NewResident, identityNumber: string) => ({ name, identityNumber, phone, address, areaCode })

/** 数据一次收集: the same person again answers with the same record; whoever is registered already is asked for, wherever that is. */
function RegisterResident() {
  const { t } = useI18n()
  const account = useAccount()
  const navigate = useNavigate()
  const [elsewhere, setElsewhere] = useState<NewResident>()
  const back = () => void navigate('/residents')
  return (
    <>
      <Unfinished kind="resident" title={t('resident.unfinished')} at="/residents/new" tell={tellOf} />
      <DoorForm
        title="resident.register"
        heading="h2"
        door={residents.register}
        draft={useDraftName('resident')}
        fields={{
          name: { label: 'person.name', focus: true },
          identityNumber: { label: 'person.identityNumber', hint: 'resident.identityHint' },
          birthDate: { label: 'person.birthDate', hint: 'person.birthDateHint', when: ({ identityNumber }) => !identityNumber },
          phone: 'person.phone',
          address: 'person.address',
          registeredAddress: 'person.registeredAddress',
          areaCode: 'area.own',
          tags: { label: 'resident.tags', words: 'tag' },
        }}
        said="resident.registered"
        done={({ id }) => (may(account, 'timeline.read') ? navigate(`/residents/${id}`) : back())}
        refused={({ code }, wanted) => setElsewhere(code === 'identity-number-registered' ? wanted : undefined)}
        cancel={back}
      />
      {elsewhere?.identityNumber && <AskMove person={movingFrom(elsewhere, elsewhere.identityNumber)} done={back} />}
    </>
  )
}
