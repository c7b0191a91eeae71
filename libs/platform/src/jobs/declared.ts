import type { Type } from '@nestjs/common'
import type { Workers } from './workers'

/** What a slice is given beside its input and position. */
export interface JobInHand {
  /** The job is to stop: a slice that takes long ends early by it. */
  readonly signal: AbortSignal
  /** Computes something in another thread. */
  elsewhere: Workers['call']
}

/** What one slice gives: where the next begins (whatever JSON can say; absent at the end), and how far the job is, where that can be told. */
export interface Step<P> {
  next?: P
  done?: number
  of?: number
}

/** On to a place that says how far the job is: there may be more by now than was counted when it began. */
export const stepTo = <P extends { done: number; of: number }>(place: P): Step<P> => ({
  next: place,
  done: place.done,
  of: Math.max(place.of, place.done),
})

/** One bounded slice of a job. It is done again where it was cut off: it must survive that. `work` says when it is to stop, and lends a thread. */
// biome-ignore lint/suspicious/noExplicitAny: an input is what the kind's form reads, a position what its own steps give
export type TakeStep = (input: any, position: any, work: JobInHand) => Promise<Step<unknown>>

interface JobOptions {
  /** The form of what it is started with; nothing where absent. */
  input?: Type<object>
  /** It starts by itself each day, in the hour that begins then (Asia/Shanghai), or as soon after as somebody is there. */
  hour?: number
  /** It starts by itself until it was done once: what an earlier version kept is brought in line. */
  once?: boolean
}

export interface DeclaredJob extends JobOptions {
  kind: string
  method: string
}

const declared = new WeakMap<object, DeclaredJob[]>()

/**
 * Long work: a provider's method that does one slice of it, of some tens of milliseconds, and says where the next begins. `Jobs.start(kind, input, by)` starts it. Of each kind one
 * runs at a time, at whichever instance; it goes on where it was after a restart or a crash, and stops between slices where somebody cancels it.
 */
export const Job =
  (kind: string, options: JobOptions = {}) =>
  <M extends TakeStep>(prototype: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    declared.set(prototype, [...(declared.get(prototype) ?? []), { kind, method, ...options }])
  }

/** A provider's jobs. */
export const jobsOf = (provider: object): DeclaredJob[] => declared.get(Object.getPrototypeOf(provider)) ?? []
