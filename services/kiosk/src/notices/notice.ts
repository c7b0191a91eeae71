/** A public notice as the information network published it. */
export interface Notice {
  id: string
  title: string
  text: string
  areaCode: string
  publishedAt: Date
  /** Not shown from then on. */
  until?: Date
}
