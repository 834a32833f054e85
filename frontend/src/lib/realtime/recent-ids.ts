/** Remembers the newest ids, so that an event that comes twice is seen once. */
export class RecentIds {
  private readonly ids = new Set<string>()

  constructor(private readonly limit = 2000) {}

  /** True for an id that is new; it is remembered, and the oldest is forgotten when there are too many. */
  add(id: string): boolean {
    if (this.ids.has(id)) return false
    this.ids.add(id)
    if (this.ids.size > this.limit) {
      const oldest = this.ids.values().next()
      if (!oldest.done) this.ids.delete(oldest.value)
    }
    return true
  }
}
