import { applyDecorators, Catch, Controller, type ExceptionFilter, UseFilters } from '@nestjs/common'
import { EventPattern } from '@nestjs/microservices'
import type { EventData, EventName } from '@yiwang/contracts'
import { throwError } from 'rxjs'

/** An event as a handler gets it: opened and validated by its contract. */
export type Received<N extends EventName> = N extends EventName
  ? {
      id: string
      name: N
      data: EventData<N>
      /** When it happened. */
      at: Date
      /** The aggregate's collection, `/<service>/<collection>`, and its id. */
      source: string
      subject: string
      /** 1, 2, 3 … within its aggregate. */
      sequence: number
      /** The key of its personal fields was destroyed: they are blank. */
      isErased?: true
    }
  : never

/** What the consumer knows of a handler method. */
export interface HandlerExtras {
  /** Who reads: the consumer group of this name, or one of those who share one. */
  group: string
  handler: string
  shared?: boolean
}

const handled = new WeakMap<object, Map<string, EventName[]>>()

/**
 * Takes events by name. The parameter must be able to hold what those names carry, or it does not compile. A handler calls its service, once for each
 * document, and may be called again for the same event.
 */
export function OnEvent<const N extends EventName[]>(...names: N) {
  return <M extends (event: Received<N[number]>) => Promise<unknown>>(
    prototype: object,
    method: string,
    _descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    const methods = handled.get(prototype) ?? new Map<string, EventName[]>()
    handled.set(prototype, methods.set(method, names))
  }
}

/** Nest's own filter would replace what went wrong by "Internal server error"; the consumer needs to know. */
@Catch()
class AsItIs implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error)
  }
}

/**
 * A class that hears events. `group` is its consumer group: the service's name, or `<service>.<read model>` for a read model, which is then rebuilt by rewinding
 * that group. `shared`: it reads in one group with all others of its service that share, as fits what is small: nobody of them is far behind the others for long. All
 * events of one aggregate reach one class in order; what fails is set aside for this class only.
 */
export function EventHandlers(group: string, { shared = false }: { shared?: boolean } = {}): ClassDecorator {
  return (target) => {
    for (const [method, names] of handled.get(target.prototype) ?? []) {
      const descriptor = Object.getOwnPropertyDescriptor(target.prototype, method) as PropertyDescriptor
      const extras: HandlerExtras = { group, handler: target.name, shared }
      EventPattern(names, undefined, { ...extras })(target.prototype, method, descriptor)
    }
    applyDecorators(Controller(), UseFilters(AsItIs))(target)
  }
}
