import { applyDecorators, type CallHandler, type ExecutionContext, type NestInterceptor, type Type, UseInterceptors } from '@nestjs/common'
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger'
import type { Page } from '@yiwang/persistence'
import { map, type Observable } from 'rxjs'
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
    UseInterceptors(new Showing((answer: Showable<V>) => shown(view, answer))),
    ApiResponse({ status: status ?? 'default', type: view, description: 'as asked' }),
  )

export const AnswersPage = <V extends object>(view: Type<V>): Answering<Page<Showable<V>>> =>
  applyDecorators(
    UseInterceptors(new Showing(({ items, next }: Page<Showable<V>>) => ({ items: items.map((item) => shown(view, item)), next }))),
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

class Showing<A> implements NestInterceptor<A> {
  constructor(private readonly show: (answer: A) => object) {}

  intercept(_context: ExecutionContext, next: CallHandler<A>): Observable<object> {
    return next.handle().pipe(map(this.show))
  }
}
