import { useMemo, useState } from 'react'

import type { Lead } from '@/lib/api/types'

/** Which of the loaded leads are selected. What leaves the list is not selected any more. */
export function useSelection(items: Lead[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const selected = useMemo(() => items.filter(({ id }) => ids.has(id)), [items, ids])
  return {
    selected,
    has: (id: string) => ids.has(id),
    toggle: (id: string) => setIds((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]))),
    replace: (next: Iterable<string>) => setIds(new Set(next)),
  }
}

export type Selection = ReturnType<typeof useSelection>
