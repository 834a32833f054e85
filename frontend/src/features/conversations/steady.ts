import { useState } from 'react'

interface Steady<T> {
  items: T[]
  /** How many came that are not shown yet. */
  held: number
}

/** The items in the order in which they stood, with what is in them now; those that are new are held back. */
export function steadied<T>(items: T[], order: readonly string[], idOf: (item: T) => string): Steady<T> {
  const byId = new Map(items.map((item) => [idOf(item), item]))
  const shown = order.flatMap((id) => byId.get(id) ?? [])
  const known = new Set(order)
  const last = items.findLastIndex((item) => known.has(idOf(item)))
  // What follows the last known one is a further page, and pushes nothing away.
  const more = items.slice(last + 1)
  return { items: [...shown, ...more], held: items.length - shown.length - more.length }
}

/** Keeps a list's order while the pointer is over it, so that nobody presses what has just moved under their hand. */
export function useSteady<T>(items: T[], frozen: boolean, idOf: (item: T) => string): Steady<T> {
  const [order, setOrder] = useState<string[] | null>(null)
  if (!frozen && order !== null) setOrder(null)
  if (frozen && order === null) setOrder(items.map(idOf))
  return order === null ? { items, held: 0 } : steadied(items, order, idOf)
}
