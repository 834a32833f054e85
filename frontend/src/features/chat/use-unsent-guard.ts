import { useMutationState } from '@tanstack/react-query'
import { useEffect } from 'react'

/** The browser asks before the tab is closed while something that was written here is not sent. */
export function useUnsentGuard(): void {
  const unsent = useMutationState({ filters: { mutationKey: ['send'], predicate: ({ state }) => state.status !== 'success' } }).length
  useEffect(() => {
    if (unsent === 0) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsent])
}
