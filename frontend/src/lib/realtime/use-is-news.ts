import { useCallback, useState } from 'react'

/** `2026-01-31T12:00:00` of `2026-01-31T12:00:00.999Z`. */
const WHOLE_SECOND = 19

/**
 * Tells what happens while the page is open from what it is told of the time before, by an event's time.
 * Events are dated by whole seconds, rounded down: those of the second in which the page was opened are news.
 */
export function useIsNews(): (time: string) => boolean {
  const [opened] = useState(() => new Date().toISOString().slice(0, WHOLE_SECOND))
  return useCallback((time) => time >= opened, [opened])
}
