import { elderly } from '../api/generated/home-care'
import { Tags } from '../residents/Tags'
import { ListPage } from '../ui/list/ListPage'

/** The register of elderly people, kept by the network's events. */
export default function Elderly() {
  return (
    <ListPage
      title="elder.list"
      door={elderly.list}
      by="residentId"
      filters={{ areaCode: 'request.area' }}
      none="elder.none"
      noneHint="elder.noneHint"
      columns={[
        { name: 'name', label: 'person.name', as: 'strong' },
        { name: 'birthYear', label: 'elder.birthYear', as: 'figures' },
        { name: 'tags', label: 'resident.tags', cell: ({ tags }) => <Tags of={tags} /> },
        { name: 'areaCode', label: 'request.area', as: 'area' },
      ]}
    />
  )
}
