/** The time of day as something that can be handed in: services ask it, rules get the answer as an argument. */
export class Clock {
  now(): Date {
    return new Date()
  }
}
