import { useSyncExternalStore } from 'react'

/** Whether a media query holds now. */
export function useMedia(queryText: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(queryText)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(queryText).matches,
  )
}
