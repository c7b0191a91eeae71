/** A service's own part of the demo city. Any provider that extends it is called once at boot where the demo city is on; calling it again changes nothing. */
export abstract class DemoPart {
  abstract loadDemo(demo: { password: string }): Promise<void>
}
