import { Fragment, type ReactNode } from 'react'
import type { ListDoor } from '../../api/door'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { Away } from '../Away'
import { Empty } from '../Empty'
import { focusOn } from '../focus'
import { Loaded } from '../Loaded'
import { type Column, DataTable } from './DataTable'
import { Filters, useFilters } from './Filters'
import { type RowAction, RowActions } from './RowActions'
import { type CellKind, Shown } from './Shown'
import { useChosen } from './useChosen'
import { usePages } from './usePages'

export interface ListColumn<Row> {
  name: string
  label: TextKey
  /** How the value of that name is shown; a text where neither this nor a cell is given. */
  as?: CellKind
  /** The group of texts that has a word for each value. */
  words?: string
  cell?: (row: Row) => ReactNode
  /** What the door's `sort` calls the order by this column. */
  sort?: string
  /** The column opens the row in the panel. */
  opens?: boolean
  when?: (query: Record<string, unknown>) => boolean
}

type Query<Q> = Omit<Q, 'cursor' | 'limit' | 'signal' | 'version'>

interface Props<Row, Q> {
  title: TextKey
  door: ListDoor<Row, Q>
  /** What is asked beside the filters. */
  query?: Query<Q>
  /** Parameters of the door that may be chosen above the list: the label of each, and for one of few words the group of its texts. */
  filters?: { [K in keyof Query<Q> & string]?: TextKey }
  /** What is chosen at first, the order among it. */
  first?: Partial<Query<Q>>
  columns?: ListColumn<Row>[]
  /** In place of a table: each row as a card. */
  card?: (row: Row) => ReactNode
  /** The field that tells rows apart; `id` where absent. */
  by?: keyof Row & string
  nameOf?: (row: Row) => string
  /** When there is nothing, and what to do first. */
  none: TextKey
  noneHint?: TextKey
  actions?: (row: Row) => RowAction[]
  /** Rows that may be ticked, to be worked on together in the panel. */
  choose?: (row: Row) => boolean
  /** Beside the list: what lies open, or what was ticked; `done` once it is worked on. */
  panel?: (rows: Row[], done: () => void) => ReactNode
  /** Beside the list whatever lies open: a form for a new one. */
  aside?: ReactNode
  /** Looks again by itself. */
  every?: number
  /** Beside the heading. */
  head?: ReactNode
}

/** A list of one door: heading and filters, a table or cards, page after page, what to do where there is nothing, and beside it a panel or a form. */
export function ListPage<Row extends object, Q>(props: Props<Row, Q>) {
  const { title, door, filters = {}, by = 'id', none, noneHint, card, panel, aside, head } = props
  const { t } = useI18n()
  const { query: chosen, steps, set, isSearch } = useFilters(door.rules.query ?? {}, props.first as Record<string, string> | undefined)
  const list = usePages(door, { ...chosen, ...props.query } as Query<Q>, { every: props.every })
  const keyOf = (row: Row) => String(row[by as keyof Row])
  const rows = list.data ?? []
  const picked = useChosen(rows, keyOf, props.choose)
  const done = () => {
    picked.clear()
    focusOn('.table .linkish')
  }
  const table = (found: Row[]) => (
    <DataTable
      label={t(title)}
      rows={found}
      rowKey={keyOf}
      current={picked.openKey}
      onOpen={panel && picked.open}
      columns={[...(props.choose ? [picked.column(props.nameOf ?? keyOf)] : []), ...(props.columns ?? []).flatMap(columnOf), ...actionsColumn()]}
    />
  )
  const cards = (found: Row[]) => (
    <div className="cards">
      {found.map((row) => (
        <Fragment key={keyOf(row)}>{card?.(row)}</Fragment>
      ))}
    </div>
  )

  function columnOf({ name, label, as, words, cell, sort, opens, when }: ListColumn<Row>): Column<Row>[] {
    if (when && !when(chosen)) return []
    const show = cell ?? ((row: Row) => <Shown value={row[name as keyof Row]} as={as} words={words} />)
    const order = sort?.startsWith('-') ? 'descending' : 'ascending'
    return [
      {
        name,
        label: t(label),
        sorted: sort && chosen.sort === sort ? order : undefined,
        onSort: sort ? () => set({ sort }) : undefined,
        cell: opens
          ? (row) => (
              <button type="button" className="linkish" aria-pressed={keyOf(row) === picked.openKey} onClick={() => picked.open(row)}>
                {show(row)}
              </button>
            )
          : show,
      },
    ]
  }

  function actionsColumn(): Column<Row>[] {
    const { actions, nameOf = keyOf } = props
    if (!actions) return []
    return [
      {
        name: 'actions',
        label: <span className="unseen">{t('ticket.actions')}</span>,
        cell: (row) => <RowActions door={door} of={actions(row)} name={nameOf(row)} />,
      },
    ]
  }

  const shown = (
    <>
      <Away of={list.away} what={title} again={list.refetch} />
      <Loaded query={list}>
        {(found) =>
          found.length === 0 && !list.hasNextPage ? (
            <Empty title={t(isSearch ? 'list.nothingFound' : none)}>{!isSearch && noneHint && t(noneHint)}</Empty>
          ) : card ? (
            cards(found)
          ) : (
            table(found)
          )
        }
      </Loaded>
    </>
  )
  return (
    <>
      <div className="page-head">
        <h2>{t(title)}</h2>
        <Filters of={filters as Record<string, TextKey>} rules={door.rules.query ?? {}} steps={steps} set={set} />
        {head}
      </div>
      {panel || aside ? (
        <div className={panel ? 'split split-wide' : 'split'}>
          <div>{shown}</div>
          {panel?.(picked.rows, done)}
          {aside}
        </div>
      ) : (
        shown
      )}
    </>
  )
}
