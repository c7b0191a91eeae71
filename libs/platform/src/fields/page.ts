import { applyDecorators, type Type } from '@nestjs/common'
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger'
import type { Page } from '@yiwang/persistence'
import { Line } from './text'
import { Whole } from './values'

/** The part of a list's query that all lists share. */
export class PageQuery {
  @Whole({ min: 1, max: 200, fromText: true, optional: true, description: '1 to 200, 50 where absent' }) limit: number = 50
  @Line({ max: 500, optional: true, description: '`next` of the page before' }) cursor?: string
}

/** A page of documents as a page of views. */
export const page = <T, V>({ items, next }: Page<T>, view: (item: T) => V): Page<V> => ({ items: items.map(view), next })

/** Says in the OpenAPI what a route answers (201 for a POST where nothing else is said). */
export const Answers = (view: Type, { status }: { status?: number } = {}): MethodDecorator =>
  ApiResponse({ status: status ?? 'default', type: view, description: 'as asked' })

export const AnswersPage = (view: Type): MethodDecorator =>
  applyDecorators(
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
