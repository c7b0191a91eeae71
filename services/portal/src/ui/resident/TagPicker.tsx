import type { Network } from '../../api/shapes'
import { useI18n } from '../../i18n/I18n'
import { Tick } from '../form/Tick'

export type Tag = NonNullable<Network['RegisterResident']['tags']>[number]

const tags: Tag[] = ['elderly', 'living-alone', 'empty-nest', 'left-behind', 'disabled', 'destitute']

export function TagPicker({ value, onChange }: { value: Tag[]; onChange: (tags: Tag[]) => void }) {
  const { t } = useI18n()
  return (
    <fieldset className="tag-picker">
      <legend>{t('resident.tags')}</legend>
      {tags.map((tag) => (
        <Tick key={tag} checked={value.includes(tag)} onChange={(on) => onChange(on ? [...value, tag] : value.filter((one) => one !== tag))}>
          {t(`tag.${tag}`)}
        </Tick>
      ))}
    </fieldset>
  )
}
