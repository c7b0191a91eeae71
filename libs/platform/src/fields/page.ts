import { applyDecorators, type Type } from '@nestjs/common'
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger'
import type { Page } from '@yiwang/persistence'
import { type Showable, shown } from './shown'
import { AreaCode, Line } from './text'
import { Whole } from './values'

/** The part of a list's query that all lists share. */
export class PageQuery {
  @Whole({ min: 1, max: 200, fromText: true, optional: true, description: '1 to 200, 50 where absent' }) limit: number = 50
  @Line({ max: 500, optional: true, description: '`next` of the page before' }) cursor?: string
}

/** The same of a list of what lies in an area. */
export class AreaPageQuery extends PageQuery {
  @AreaCode({ optional: true, description: 'with everything below it; the asker’s own area where absent' }) areaCode?: string
}

/** Pages of a list that are read for one that is asked for. */
const MOST_READ = 10

/**
 * A page of what is told of a list: what is not is left out, and a page that holds nothing else is passed over. Ten are read at most, so that asking for one line of thousands costs no more; then it has
 * nothing and a `next`.
 */
export async function pageOfTold<T, U>({ cursor }: PageQuery, read: (cursor?: string) => Promise<Page<T>>, tell: (one: T) => U[]): Promise<Page<U>> {
  for (let after = cursor, pages = 1; ; pages++) {
    const { items, next } = await read(after)
    const told = items.flatMap(tell)
    if (told.length || !next || pages === MOST_READ) return { items: told, next }
    after = next
  }
}

const answered = new Set<Type<object>>()

/** Every view that a route of the services that are loaded answers with. */
export const answeredViews = (): Type<object>[] => [...answered]

type Answering<A> = <M extends (...given: never[]) => A | Promise<A>>(
  prototype: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void

/**
 * What a route answers: a view of what its method gives. Fields that the view does not declare stay inside, those that it masks leave masked. The OpenAPI says so
 * too (201 for a POST where nothing else is said). A method that gives less than the view must have does not compile.
 */
export const Answers = <V extends object>(view: Type<V>, { status }: { status?: number } = {}): Answering<Showable<V>> =>
  applyDecorators(
    Showing(view, (answer: Showable<V>) => shown(view, answer)),
    ApiResponse({ status: status ?? 'default', type: view, description: 'as asked' }),
  )

export const AnswersPage = <V extends object>(view: Type<V>): Answering<Page<Showable<V>>> =>
  applyDecorators(
    Showing(view, ({ items, next }: Page<Showable<V>>) => ({ items: items.map((item) => shown(view, item)), next })),
    ApiExtraModels(view),
    ApiResponse({
      status: 200,
      description: 'a page; `next` is the cursor of the following one, null at the end',
      schema: {
        type: 'object',
        required: ['items', 'next'],
        properties: { items: { type: 'array', items: { $ref: getSchemaPath(view) } }, next: { type: 'string', nullable: true } },
      },
    }),
  )

/**
 * The method gives what is shown of its answer. Not by an interceptor: each of them costs a request two resources of AsyncLocalStorage and a chain of observables. What other
 * decorators said of the method is said of what takes its place.
 */
const Showing =
  <A>(view: Type<object>, show: (answer: A) => object): MethodDecorator =>
  (_prototype, method, descriptor) => {
    answered.add(view)
    const answering = descriptor.value as (...given: unknown[]) => A | Promise<A>
    const showing = async function (this: unknown, ...given: unknown[]) {
      return show(await answering.apply(this, given))
    }
    Object.defineProperty(showing, 'name', { value: method })
    for (const key of Reflect.getOwnMetadataKeys(answering)) Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, answering), showing)
    descriptor.value = showing as never
  }
