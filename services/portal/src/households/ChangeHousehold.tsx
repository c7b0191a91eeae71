import { Button } from 'antd'
import { useState } from 'react'
import { type HouseholdView, households, type ResidentView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { FindResidents } from '../residents/FindResidents'
import { ResidentCard } from '../residents/ResidentCard'
import { Dialog } from '../ui/Dialog'
import { Choice } from '../ui/form/Choice'
import { DoorForm } from '../ui/form/DoorForm'

type Action = 'join' | 'leave' | 'head' | 'split'
const actions: readonly Action[] = ['join', 'leave', 'head', 'split']

/** Whoever joins is looked for in the register; of the others one is chosen. */
export function ChangeHousehold({ household }: { household: HouseholdView }) {
  const { t } = useI18n()
  const [action, setAction] = useState<Action>()
  const [joining, setJoining] = useState<ResidentView>()
  const [chosen, setChosen] = useState<string>()
  const [role, setRole] = useState<string>()
  const current = household.members.filter(({ until }) => !until)
  const head = current.find((one) => one.role === 'head')
  const others = current.filter(({ residentId }) => residentId !== head?.residentId)
  const close = () => {
    setAction(undefined)
    setJoining(undefined)
    setChosen(undefined)
    setRole(undefined)
  }
  const given = { id: household.id }
  const common = { given, draft: false as const, plain: true, said: 'household.changed' as const, done: close, cancel: close }
  const on = { label: 'household.on' } as const
  const choose = (people: typeof current, legend: 'household.who' | 'household.newHead') => (
    <Choice
      legend={t(legend)}
      name={legend}
      value={chosen}
      options={people.map(({ residentId, name, role: is }) => ({ value: residentId, label: `${name} ${t(`household.roles.${is}`)}` }))}
      onChange={setChosen}
    />
  )
  /** What the former head is then, or somebody who joins. */
  const asWhat = (legend: 'household.role' | 'household.formerRole') => (
    <Choice
      legend={t(legend)}
      name={legend}
      value={role}
      options={roles.map((value) => ({ value, label: t(`household.roles.${value}`) }))}
      onChange={setRole}
    />
  )
  const heir = (residentId: string) => ({ residentId, role: 'head' as const })
  return (
    <>
      <div className="buttons">
        {actions
          .filter((one) => household.allowedActions.includes(one) && (one === 'join' || one === 'leave' || others.length > 0))
          .map((one) => (
            <Button key={one} onClick={() => setAction(one)}>
              {t(`household.actions.${one}`)}
            </Button>
          ))}
      </div>
      {action && (
        <Dialog title={t(`household.actions.${action}`)} onClose={close}>
          <div className="stack">
            {action === 'join' && !joining && (
              <FindResidents>
                {(resident) => (
                  <ResidentCard resident={resident}>
                    <Button onClick={() => setJoining(resident)}>{t('household.choose')}</Button>
                  </ResidentCard>
                )}
              </FindResidents>
            )}
            {action === 'join' && joining && (
              <>
                <ResidentCard resident={joining} />
                {asWhat('household.role')}
                {role && (
                  <DoorForm
                    title="household.actions.join"
                    door={households.join}
                    with={{ residentId: joining.id, role: role as 'child' }}
                    fields={{ on, others: { label: 'household.others', words: 'household.otherWords' } }}
                    {...common}
                  />
                )}
              </>
            )}
            {action === 'leave' && (
              <>
                {choose(others.length ? others : current, 'household.who')}
                {others.length > 0 && <p className="quiet">{t('household.headFirst')}</p>}
                {chosen && (
                  <DoorForm title="household.actions.leave" door={households.leave} with={{ residentId: chosen }} fields={{ on }} {...common} />
                )}
              </>
            )}
            {action === 'head' && head && (
              <>
                {choose(others, 'household.newHead')}
                {asWhat('household.formerRole')}
                {chosen && role && (
                  <DoorForm
                    title="household.actions.head"
                    door={households.changeHead}
                    with={{ roles: [heir(chosen), { residentId: head.residentId, role: role as 'spouse' }] }}
                    fields={{ on }}
                    {...common}
                  />
                )}
              </>
            )}
            {action === 'split' && (
              <>
                {choose(others, 'household.newHead')}
                {chosen && (
                  <DoorForm
                    title="household.actions.split"
                    lead="household.splitHint"
                    door={households.split}
                    with={{ people: [heir(chosen)] }}
                    fields={{ on, number: 'household.number' }}
                    {...common}
                  />
                )}
              </>
            )}
          </div>
        </Dialog>
      )}
    </>
  )
}

/** Of everybody but the head. */
const roles = ['spouse', 'child', 'grandchild', 'parent', 'grandparent', 'sibling', 'other-relative', 'no-relative'] as const
